"""Orders as people say them, brought to the command words: „no to dalej”, „generuj csr”, „cofnij, to nie tak”, „stna”.

Pure. What comes out is a line that ``reading`` knows, so nothing is carried out here. Never „tak”, „nie” or „zrobione”:
those are confirmations, and they are typed in full. A question is no order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.talk.command_words import COMMANDS
from assistant.talk.reading import is_question, read_command, read_flow
from flows.base.door import later
from flows.base.patterns import regex
from flows.base.polish import bare_words, fold

if TYPE_CHECKING:
    from flows.engine.model import Flow

_STEPS_OF: Callable[[Mapping[str, Flow]], tuple[Flow, ...]] = later("flows.engine.model:steps_of")

_SAFE = (
    "next",
    "begin",
    "look",
    "back",
    "repeat",
    "skip",
    "cancel",
    "quit",
    "help",
    "report",
    "diagnose",
    "undo",
    "new set",
    "restart",
)
_PHRASES = {phrase: name for name in _SAFE for phrase in COMMANDS[name]}
_SAYINGS = {
    "koniec": "koniec na dzis|na dzis koniec|na dzis wystarczy|konczymy|wystarczy na dzis|koncze na dzis|"
    "starczy na dzis|konczymy na dzis|"
    "to na dzis tyle|na dzis tyle|tyle na dzis|dokoncze jutro|dokoncze pozniej|jutro dokoncze",
    "dalej": "idziemy dalej|jedziemy dalej|lecimy dalej|jedziemy|lecimy|rob dalej|prowadz dalej|prowadz",
    "co dalej": "co mam zrobic jako nastepne|co mam teraz robic|co mam teraz zrobic|co nastepne|co robimy|"
    "zapomnialam co dalej|zapomnialem co dalej|nie pamietam co dalej|zapomnialam co teraz|zapomnialem co teraz|"
    "co robimy dalej|co robimy teraz|co mam robic dalej|co mam dalej robic",
    "zaczynamy": "mozemy zaczynac|chce zaczac|zacznijmy odnowienie|zaczynamy odnowienie|robimy to|zrobmy to",
    "stan": "pokaz stan|sprawdz stan|podaj stan|daj stan|status|jaki jest stan|jaki stan",
    "raport": "pokaz raport|zrob raport|daj raport|wygeneruj raport|przygotuj raport",
    "diagnoza": "zrob diagnoze|sprawdz ten komputer prosze",
    "cofnij": "cofnij to|cofnij to wszystko|cofnij ostatnie|cofnij ostatnia czynnosc|"
    "odkrec to|wycofaj|wycofaj to|cofnijmy to",
    "od nowa": "wroc do poczatku|do poczatku|wroc na poczatek|wroc na sam poczatek|zacznijmy od nowa|"
    "zacznijmy od poczatku",
    "odłóż": "chce zrobic co innego|chce zrobic cos innego|chce najpierw zrobic co innego|"
    "chce najpierw zrobic cos innego|"
    "najpierw cos innego|na razie nie|zostawmy to|zostaw to na razie|odlozmy to|nie chce tego teraz robic",
    "wróć": "wroc do poprzedniego pytania|cofnij sie o jedno pytanie|poprzednie pytanie|cofnij sie do poprzedniego",
}
_MORE = {phrase: line for line, phrases in _SAYINGS.items() for phrase in phrases.split("|")}
_BEFORE = r"(?:(?:no|to|dobra|dobrze|ok|okej|i|a|wiec|prosze|teraz|ej|hej|super|swietnie|w takim razie|niech bedzie) )*"
_MERE = regex(
    r"(?:(?:no|to|dobra|dobrze|ok|okej|aha|super|swietnie|fajnie|ekstra|git|jasne|rozumiem|dzieki|dziekuje) ?)+"
)
_AFTER = r"(?: (?:prosze|poprosze|teraz|dzieki|dziekuje|kochan\w+|natychmiast|szybko|tylko jedno zdanie))*"
_VERB = (
    r"(?:(?:wy)?generuj|zrob|zrobmy|robimy|utworz|stworz|tworz|dawaj|daj|odpal(?:aj|amy)?|uruchom|uruchamia(?:j|my)|zacznij|zaczynamy|zacznijmy|"
    r"jedziemy z|lecimy z|przejdz do|zmien na|"
    r"przeskocz do|przechodzimy do|idziemy do|wroc do|wracamy do|wracam do|startuj|otworz|"
    r"chce zrobic|"
    r"chce|pokaz|rob|przygotuj|zapisz|wlacz|poprosze|prosze o|zaczynam)"
)
_ORDER = regex(
    rf"{_BEFORE}{_VERB}(?: (?:mi|nam|to|te|ten|teraz|jeszcze raz))* (?P<what>.+?)(?: (?:jeszcze raz|od nowa|"
    rf"ponownie|w koncu))*{_AFTER}"
)
_SITE = regex(rf"{_BEFORE}otworz(?: (?:mi|nam|te|ta|teraz))* stron[ea]{_AFTER}")
_FOLDER = regex(
    rf"{_BEFORE}(?:otworz|pokaz|odpal|wyswietl)(?: (?:mi|nam|ten|ta|moj|nasz|teraz))* "
    rf"(?:folder(?: z (?:tymi )?plikami| odnowienia| roboczy)?|katalog|(?:te|moje|nasze) pliki){_AFTER}"
)
_FRAMED = (regex(rf"{_BEFORE}(?P<core>.+)"), regex(rf"{_BEFORE}(?P<core>.+?){_AFTER}"))
_QUESTION = regex(r"(?:jak|czy|gdzie|kiedy|dlaczego|czemu|po co|a jak|a czy|ile)\b")
_ELSEWHERE = regex(r"\b(?:gdzie indziej|nie t(?:en|am|o miejsce)|inn\w+ (?:folder\w*|miejsc\w*)|zly folder)\b")
_MISTAKEN = regex(r"\b(?:zle|zly|zla|bledn\w+|pomyli\w+|pomylk\w+|literowk\w+|nie (?:to|ten|ta|te|tego|taki\w*))\b")
_STEM_LETTERS = 4
_PROGRAM = regex(
    r"(?:[$>#] *|\S*> *)?(?:\S*[\\/])?asystent-p1(?:\.exe)? +(?P<word>stan|cofnij|raport|sprawd[zź]|diagnoza|"
    r"zapytaj|krok|cwiczenie)"
    r"\b(?P<rest>.*)",
    re.IGNORECASE,
)
_UNDO = regex(r"(?:cofnij|cofnac|odkrec)(?: mi)?(?: to)? (?:krok )?(?P<step>[a-z0-9]+)")
_SHORTEST = 4  # letters of a word in which a typo is guessed
_LONGEST = 60  # characters of an order


@dataclass(frozen=True, slots=True)
class Order:
    """``line``: the command word that was meant; ``guessed``: by a typo, which is told."""

    line: str
    guessed: bool = False


def read_order(
    text: str,
    flows: Mapping[str, Flow],
    *,
    place: bool = False,
    site: str = "",
    typos: bool = True,
    answered: Sequence[str] = (),
) -> Order | None:
    """The order in the line, or None: then it is read as it stands.

    ``flows`` are looked at only where the line may name one. ``place``: a plan with a folder is shown, and „nie ten”
    speaks of that. ``site``: the step whose page „otwórz stronę” means. ``typos``: whether a word one letter off may
    be meant. ``answered``: what a shown plan rests on, as users call it („źle wpisałam hasło”).
    """
    if program := _PROGRAM.fullmatch(text.strip()):
        return Order(_typed_in_a_shell(program["word"], program["rest"]))
    if len(text) > _LONGEST or is_question(text):
        return _as_question(text)
    folded = " ".join(re.sub(r"[^a-z0-9,;.–-]+", " ", fold(text)).split()).strip(" ,.;-–")
    if read_command(folded) is not None or read_flow(folded, flows) == folded or _QUESTION.match(folded):
        return None
    if (undone := _UNDO.fullmatch(folded)) and _is_step(undone["step"], flows):
        return Order("cofnij wszystko")
    clauses = [clause.strip() for clause in re.split(r"[,;.–]| - | bo ", folded) if clause.strip()]
    if (
        place
        and _ELSEWHERE.search(folded)
        and clauses[0] in {"cofnij", "czekaj", "stop", "nie", "anuluj", "przerwij", "nie nie"}
    ):
        return Order("zmień folder")
    if (wrong := _mistaken(folded, answered)) is not None:
        return wrong
    if any((command := read_command(clause)) and command.name == "done" for clause in clauses):
        return None  # „zrobione, lecimy dalej”: the first of it is the answer to a question
    while len(clauses) > 1 and _MERE.fullmatch(clauses[0]):
        clauses = clauses[1:]  # „super, co teraz”
    for number, clause in enumerate(clauses):
        line = _whole(clause, flows, site)
        if line and not (number and line.startswith(("co ", "i co "))):  # „po terminie, co teraz” is a question on that
            return Order(line)
    if len(clauses) > 1 and (changed := next((each for each in clauses if _corrects(each)), None)):
        return Order(changed)
    return _typo(folded, flows) if typos else None


def _mistaken(folded: str, answered: Sequence[str]) -> Order | None:
    """„zmień hasło”, where the line says that this answer was wrong."""
    if not _MISTAKEN.search(folded):
        return None
    spoken = folded.split()
    named = (word for word in answered if any(each.startswith(fold(word)[:_STEM_LETTERS]) for each in spoken))
    return next((Order(f"zmień {word}") for word in named), None)


def _is_step(word: str, flows: Mapping[str, Flow]) -> bool:
    return any(word in {flow.name, str(flow.number)} for flow in _STEPS_OF(flows))


def _as_question(text: str) -> Order | None:
    """„no i co teraz?” asks what „co teraz” asks; no other question is an order."""
    line = _whole(bare_words(text), {}, "")
    return Order(line) if line and (command := read_command(line)) and command.name == "next" else None


def _whole(clause: str, flows: Mapping[str, Flow], site: str) -> str | None:
    said = re.sub(r"\b(\w+)(?: \1\b)+", r"\1", clause)  # „stop stop stop”
    for each in (said, *(match["core"] for frame in _FRAMED if (match := frame.fullmatch(said)))):
        if each in _MORE:
            return _MORE[each]
        if each in _PHRASES and (each == said or _PHRASES[each] != "quit"):
            return each
    if _FOLDER.fullmatch(said):
        return "otwórz folder"
    if _SITE.fullmatch(said):
        return site or next((name for name, flow in flows.items() if flow.called.site), None)
    match = _ORDER.fullmatch(said)
    if match is None:
        return None
    if re.fullmatch(r"krok \d", match["what"]) and read_flow(match["what"], flows):
        return match["what"]
    objects = {name: flow.called.objects or name for name, flow in flows.items()}
    return next((name for name, what in objects.items() if re.fullmatch(what, match["what"])), None)


def _corrects(clause: str) -> bool:
    command = read_command(clause)
    return command is not None and command.name == "correct" and bool(command.argument)


def _typed_in_a_shell(word: str, rest: str) -> str:
    """What stands behind the program's name, without flags; „krok” and „zapytaj” only lead to a step or question."""
    words = [each for each in rest.split() if not each.startswith("-")]
    kept = words if word.lower() in {"krok", "zapytaj"} else [word, *words]
    return " ".join(kept).strip("\"'") or "co dalej"


def _typo(folded: str, flows: Mapping[str, Flow]) -> Order | None:
    """The one command that the line is a slip of the finger away from."""
    if len(folded.replace(" ", "")) < _SHORTEST:
        return None
    words = {phrase: name for phrase, name in _PHRASES.items() if len(phrase) >= _SHORTEST}
    if folded.count(" ") <= 1:  # a name is one word
        words |= {name: name for name in flows if len(name) >= _SHORTEST}
    near = {each: words[each] for each in _edits(folded) if each in words}
    return Order(min(near), guessed=True) if len(set(near.values())) == 1 else None


def _edits(word: str) -> Iterator[str]:
    """Everything one slip away: a letter lost, doubled, wrong, or two exchanged. The first letter stays."""
    letters = "abcdefghijklmnopqrstuvwxyz "
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
            yield head[:-1] + tail[0] + head[-1] + tail[1:]
