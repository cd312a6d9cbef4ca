"""What a typed line is, before anybody searches for an answer: a command word, a correction, a step, a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.talk.command_words import COMMANDS
from flows.base.patterns import regex
from flows.base.polish import fold

if TYPE_CHECKING:
    from flows.engine.model import Flow

PUNCTUATION = " .!,;:…"
QUOTES = str.maketrans(dict.fromkeys("\"'`´„”“‟«»‹›‘’‚‛", " "))
_ORDINALS = {"pierwsze": 1, "pierwszy": 1, "pierwsza": 1, "drugie": 2, "drugi": 2, "druga": 2}
_ORDINALS |= {"trzecie": 3, "trzeci": 3, "trzecia": 3, "czwarte": 4, "czwarty": 4, "czwarta": 4}
_NUMBER = regex(r"(?:nr |numer |punkt |to |ten |ta )?(?:(?P<digit>[1-9])|(?P<word>[a-z]+))")
_BY_PHRASE = {phrase: command for command, phrases in COMMANDS.items() for phrase in phrases}
_CORRECT = regex(
    r"(?:popraw(?:ic)?|(?:chce |prosze )?zmien(?:ic)?|podaj inn[ye]|pomyl(?:ilem|ilam|ilismy)(?: sie)?|nie ten|"
    r"(?:tak,? |nie,? )?(?:ale|jednak|tylko)?,? ?(?:do |w |na |z )?inn(?:y|ego|ym|e))"
    r" (?:w |z |na |ten |to )?(?:inn\w+ )?(?P<what>(?:folder|katalog|miejsc|hasl|drugi|(?:numer )?pwz|pesel|nip|regon|"
    r"identyfikator|nazwe|profil|(?:e-?)?mail|adres|dat[ae]|wiadomosc|pobrane|sposob|program)\b.*|(?:folder|katalog|miejsc|hasl|komputer).*)"
)
_PASSWORD_FORMS = regex(r"hasl(?:em|a|e|u)\b")
_UNDO = regex(
    r"(?:cofnij|cofnac|odkrec)(?: mi)?(?: to)? wszystko|"
    r"(?:chce |prosze )?(?:wszystko (?:cofnij|cofnac)|cofnac wszystko)"
)
_TODAY = regex(
    r"(?:a |to |powiedz |prosze )*(?:"
    r"(?:jaki|ktor(?:y|ego)) (?:(?:to|jest|mamy|masz|dzis|dzisiaj|teraz|my) )*(?:dzien|dzis|dzisiaj)"
    r"(?: tygodnia| miesiaca)?"
    r"|(?:jaka|ktora)(?: (?:jest|mamy|masz|to|dzis|dzisiaj|teraz))* data(?: komputera| w komputerze)?"
    r"|(?:dzis|dzisiaj) (?:jest )?(?:jaki|ktory)(?: (?:jest|mamy))?(?: dzien)?|(?:jaka )?dzisiejsza data"
    r"|(?:jaka data|ktora godzina)(?: jest)?)"
    r"(?: (?:jest|mamy|masz|dzis|dzisiaj|teraz|wedlug (?:ciebie|was|komputera|pana|pani|asystenta)|"
    r"u ciebie|jest teraz))*"
)
_ANEW = regex(
    r"(?:ale |to |wiec |czyli |no )*(?:czy )?(?:(?:ja|to|teraz|musze|musimy|mam|mamy|trzeba|bede|moze|zaczac|zaczynac|"
    r"zaczynamy|zaczynam|zrobic|robic|wszystko|calosc|znowu|skladac|zlozyc|wniosek|musial|musiala) )*"
    r"(?:od nowa|od (?:samego )?poczatku|od zera|od kroku 1)(?: (?:zaczac|zaczynac|robic|wszystko|wniosek))*"
)
_COPY = regex(r"(?:kopiuj|skopiuj) (?P<what>.+)")
_SPACED = regex(r"[a-z0-9](?: [a-z0-9]){2,}")
_LONGEST_WORDS = 30  # characters
_FLOW = regex(r"(?:krok )?(?P<name>[a-z0-9]+(?: [a-z]+){0,2})")
_MEANT = (
    r"(?:nie|ale|oj|przepraszam|sorry)?,? ?(?:nie )?(?:o to )?(?:pytam|pytalam|pytalem|mi chodzi|chodzi)?,? ?"
    r"(?:chodzi(?:lo)? mi (?:raczej )?o|mi chodzi(?:lo)? o|chodzi(?:lo)? o|mialam na mysli|mialem na mysli|pytam o|"
    r"pytalam o|pytalem o) (?P<meant>.{3,})"
)
_CORRECTS = (
    regex(rf"(?:{_MEANT})"),
    regex(r"nie (?:o |w |na |do |z )?.{1,60}?(?:,|\b) ?(?:tylko|lecz|ale) (?:o to )?(?P<meant>.{3,})"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command word; ``argument`` is what a correction is about, folded; ``rest`` the line as it was typed."""

    name: str
    argument: str = ""
    rest: str = ""


_FEWEST_STATING = 3
_ASKS = regex(
    r"czy|ile|ilu|kiedy|kto|kogo|komu|kim|gdzie|skad|dokad|ktor\w*|jak\w*|co|czego|czym|czemu|dlaczego|po co|czyj\w*|"
    r"moge|mozemy|mozna|wolno|musze|musimy|trzeba|da|jesli|jezeli|gdyby\w*"
)


def words(line: str) -> str:
    """The line as words of ours are compared: folded, without quotation marks and closing punctuation.

    Letters typed one by one („s t a n”) are the word that they make.
    """
    plain = " ".join(fold(line.translate(QUOTES)).translate(QUOTES).split()).strip(PUNCTUATION)
    return plain.replace(" ", "") if _SPACED.fullmatch(plain) else plain


def read_command(line: str) -> Command | None:
    """The command that the whole line is, or None. Diacritics, case and closing punctuation do not matter."""
    phrase = words(line)
    if phrase in _BY_PHRASE:
        return Command(_BY_PHRASE[phrase], rest=line)
    bare = phrase.strip("?").strip(PUNCTUATION).removeprefix("a ")  # „a po co to?”
    if bare in _BY_PHRASE and _BY_PHRASE[bare] in {"next", "look", "explain", "help", "report", "diagnose"}:
        return Command(_BY_PHRASE[bare], rest=line)  # natural as questions; „tak?” and „cofnij?” are not orders
    if _TODAY.fullmatch(bare):
        return Command("today", rest=line)
    if is_question(line) and _ANEW.fullmatch(bare):
        return Command("anew", rest=line)
    if _UNDO.fullmatch(phrase):
        return Command("undo", "more", line)
    copied = _COPY.fullmatch(phrase)
    if copied:
        return Command("copy", copied["what"], line)
    correction = _CORRECT.fullmatch(phrase)
    return Command("correct", _PASSWORD_FORMS.sub("haslo", correction["what"]), line) if correction else None


def is_phrase(line: str) -> bool:
    """Whether the whole line is one of the command words, as they stand in the list."""
    return words(line) in _BY_PHRASE


def is_cancel(line: str) -> bool:
    """„anuluj” and its like, with or without quotes."""
    command = read_command(line.strip(" \"'„”«»"))
    return command is not None and command.name == "cancel"


def flow_words(flows: Mapping[str, Flow]) -> dict[str, str]:
    """What names a flow, folded: its name, its number, and a few phrases."""
    named = {phrase: name for name, flow in flows.items() for phrase in flow.called.phrases}
    for name, flow in flows.items():
        named[name] = name
        if flow.number:
            named.setdefault(str(flow.number), name)  # the step itself comes first, then what belongs to it
    return named


def read_flow(line: str, flows: Mapping[str, Flow]) -> str | None:
    """The flow that the whole line names („csr”, „krok 4”, „krok p12”)."""
    match = _FLOW.fullmatch(words(line))
    if not match or (match["name"].isdigit() and not words(line).startswith("krok")):
        return None
    return flow_words(flows).get(match["name"])


def in_another_alphabet(line: str) -> bool:
    """Whether it is a word or two in Cyrillic or Greek letters, some of which look like ours; a path may be."""
    if len(line) > _LONGEST_WORDS or "/" in line or "\\" in line:
        return False
    return any(unicodedata.name(sign, "").startswith(("CYRILLIC", "GREEK")) for sign in line)


def is_question(line: str) -> bool:
    """A line that ends in a question mark is never an answer."""
    return line.rstrip().endswith("?")


def states(line: str) -> bool:
    """Whether the line tells something: a few words, none of which asks."""
    spoken = words(line).split()
    return len(spoken) >= _FEWEST_STATING and not is_question(line) and not any(map(_ASKS.fullmatch, spoken))


def read_number(line: str) -> int:
    """The number that the whole line is („2”, „nr 2”, „to drugie”); 0 when it is none."""
    match = _NUMBER.fullmatch(words(line).strip(PUNCTUATION + ")"))
    if not match:
        return 0
    return int(match["digit"]) if match["digit"] else _ORDINALS.get(match["word"], 0)


def meant_instead(line: str) -> str:
    """What was meant instead, folded, where the line says so („nie o linki pytam, tylko co potem”); else the line."""
    for pattern in _CORRECTS:
        match = pattern.match(fold(line))
        if match:
            return match["meant"]
    return line
