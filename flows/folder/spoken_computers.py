"""The pharmacy's computers as people speak of them: how many there are, on which it is done, which came and went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.folder.computer_count import NAME_WORDS, counted, is_complete, is_doubtful, left_to_do
from flows.folder.computer_words import COUNTED, NUMBERS, is_computer, is_other, is_this, nominative
from flows.folder.computers import HERE, Told

_MOST_WORDS = 12
_MOST_CHARACTERS = 150
_LONGEST = 5  # words of a name, with „nr” and „w” in it
_DONE = (
    r"(?:(?:wgra|zainstalowa|zrobi|doinstalowa|dogra|instalowa|skonczy|zalatwi|ogarne|ogarna|odhaczy|wrzuci)"
    r"(?:lam|lem|lismy|lysmy|li|la|l|no|ne|ny)|"
    r"(?:gotow|zrobion|zalatwion|zainstalowan|odhaczon|skonczon|wgran|ogarniet|wrzucon)[aeyo]|odhacz|ok)"
)
_HAS = r"(?:jest|sa|ma|maja)"
_STILL_NOT = r"(?:jeszcze|jednak|niegotow\w*|niezrobion\w*)"
_GONE = (
    r"(?:usun|skresl|wykresl|wyrzuc|odlicz|odejmij|zapomnij|odpada|odpadl[ao]?|wypada|wypadl[ao]?|zlikwidowan\w+|"
    r"zlikwidowa\w+|zezlomowan\w+|wycofan\w+|wycofa\w+|sprzedan\w+|sprzeda\w+)"
)
_CAME = r"(?:doszedl|doszla|doszly|doszlo|dochodzi|dochodza|dopisz|dodaj|przybyl[aoy]?|dostawili|dokupili\w*)"
_ANEW = r"(?:wymieni\w+|przeinstalowa\w+|sformatowa\w+|formatowan\w+|reinstalacj\w+)"
_BESIDE = (
    r"(?:juz|tez|takze|rowniez|recznie|sama|sam|sami|samemu|certyfikat\w*|certy|je|to|ich|wszystko|reki|palca|dzisiaj|"
    r"dzis|wczoraj|rano|wlasnie|no|wiec|bo|krok|6|nowe|nowy|nowa|nowego|inny|inna|nam|nas|mi|sie|tam|o|z|listy|spisu|"
    r"ale|mamy|mam|licz\w+|obie|obydwie|takiego|takiej|jak|oba|obydwa|"
    r"informatyk\w*|serwisant\w*|technik\w*|kolega|kolezanka|szef|szefowa|kierowniczka|kierownik|ktos|pan|pani)"
)
_BETWEEN = r"(?:i|oraz|a|plus|na|w|we|do|u|od)"
_WORDS = tuple(
    (kind, regex(pattern))
    for kind, pattern in (
        ("came", _CAME),
        ("gone", _GONE),
        ("anew", _ANEW),
        ("still", _STILL_NOT),
        ("not", r"nie"),
        ("done", _DONE),
        ("has", _HAS),
        ("works", r"dziala\w*"),
        ("all", r"wszystkie|wszystkich|wszedzie|pozostale|pozostalych|reszta|reszcie|reszte"),
        ("counted", COUNTED + "|kasach"),
        ("between", _BETWEEN),
        ("beside", _BESIDE),
    )
)
_NUMBERED = regex(r"(?P<base>.*\D)(?P<number>\d{1,3})")
_IS_HERE = (
    regex(r"(?:a |no )?(?:ten(?: komputer)?|tu|tutaj)(?: tutaj| tu)? (?:to|nazywa sie|jest) (?:jest )?(?P<name>.+)"),
    regex(r"(?:a |no )?(?P<name>.+?) to (?:jest |wlasnie )*(?:ten|tutaj|tu)(?: komputer)?"),
)
_ANY = {"komputer", "komp", "stanowisko"}
"""Called so, a computer has no name yet."""
Kind = Literal["told", "came", "left", "complete", "ready", "not ready", "gone", "here", "unsure"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of the computers: how many there are, or of which ``names`` that it is done there, or is not.

    ``names`` (): all; ``every``: all of that sort („wszystkie kasy”). ``came``: ``told`` counts new ones, ``left``:
    those that are still to be done; ``complete``: there are no others than those that were named. ``gone``: they are no
    more; ``here``: what the one on which it is said is called; ``unsure``: a number that was only guessed. ``sure``: it
    can be about nothing else; else only where such a computer is known.
    """

    kind: Kind
    told: Told | None = None
    names: tuple[str, ...] = ()
    sure: bool = True
    every: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a known sort, or the ``name`` of a computer; ``other`` words may be one that we do not know."""

    kind: str
    text: str


def read_computers(line: str, *, asked: bool = False) -> Said | None:
    """What the line says of the computers; None when it says nothing of them. ``asked``: it may answer „ile?”."""
    words = bare_words(line)
    if line.rstrip().endswith("?") or len(words) > _MOST_CHARACTERS or not 0 < len(words.split()) <= _MOST_WORDS:
        return None
    if said := _is_here(words) or _reported(words) or _reported(bare_words(re.sub(r"[,;]", " i ", line))):
        return said
    spoken = re.search(rf"\b(?:{COUNTED})\b", words) is not None
    if (asked or spoken) and (left := left_to_do(line)):
        return Said("left", Told(left))
    if (asked or spoken) and is_complete(line):
        return Said("complete", sure=spoken)
    if (told := counted(line, asked=asked)) is not None:
        return Said("told", told)
    return Said("unsure", sure=False) if asked and is_doubtful(line) else None


def _is_here(words: str) -> Said | None:
    for pattern in _IS_HERE:
        if (match := pattern.fullmatch(words)) and is_computer(match["name"]) and not is_this(match["name"]):
            return Said("here", None, (nominative(match["name"]),))
    return None


def _reported(words: str) -> Said | None:
    """A verb, and beside it names alone."""
    tokens = list(_tokens(words.split()))
    kinds = {token.kind for token in tokens}
    if "came" in kinds:
        return _came(tokens)
    kind = _kind(kinds, words)
    named = _names(tokens)
    if kind is None or named is None:
        return None
    names, sure = named
    if not names:
        whole = "all" in kinds and kind != "gone"
        return Said(kind, sure="counted" in kinds or "wszedzie" in words) if whole else None
    doubtful = "licz" in words  # „laptopa nie liczymy”: only where one is known
    return Said(kind, None, names, sure and not doubtful, every="all" in kinds)


def _kind(kinds: set[str], words: str) -> Kind | None:
    if re.search(r"\bnie licz\w+", words):
        return "gone"
    no_more = {"not", "has"} <= kinds and "still" not in kinds and re.search(r"\bjuz\b", words) is not None
    placed = re.search(r"\b(?:na|w|we|u)\b", words) is not None
    if "gone" in kinds and "not" not in kinds:
        return "gone"
    if no_more and not placed and "done" not in kinds:
        return "gone"
    if "anew" in kinds or re.search(r"\bnie(?:gotow|zrobion)", words):
        return "not ready"
    if "not" in kinds:
        return "not ready" if kinds & {"still", "done"} else None
    if "done" in kinds:
        return "ready"
    if "wszedzie" in words and re.search(r"\b(?:mam|mamy|jest|sa)\b", words):
        return "ready"
    there = kinds & {"has", "works"} and (placed or re.search(r"\bjuz\b|\bma(?:ja)?\b.*\bcert", words) is not None)
    return "ready" if there or (placed and re.fullmatch(r"juz (?:na|w) .+", words)) else None


def _tokens(words: Sequence[str]) -> Iterator[_Token]:
    at = 0
    while at < len(words):
        spans = (words[at : at + length] for length in range(min(_LONGEST, len(words) - at), 0, -1))
        name = next((span for span in spans if _is_name(span)), None)
        if name is not None:
            text = " ".join(name)
            yield _Token("name", HERE if is_this(text) else nominative(text))
            at += len(name)
            continue
        kinds = (kind for kind, pattern in _WORDS if pattern.fullmatch(words[at]))
        yield _Token(next(kinds, "other"), words[at])
        at += 1


def _is_name(span: Sequence[str]) -> bool:
    if len(span) == 1 and any(pattern.fullmatch(span[0]) for kind, pattern in _WORDS if kind != "counted"):
        return False
    verbs = [pattern for kind, pattern in _WORDS if kind not in {"between", "beside", "counted"}]
    if any(pattern.fullmatch(word) for word in span[1:] for pattern in verbs):
        return False
    plural = len(span) == 1 and re.fullmatch(r"kompy|kompow|kas|kasach|laptopy|biura", span[0]) is not None
    return not plural and is_computer(" ".join(span))


def _names(tokens: Sequence[_Token]) -> tuple[tuple[str, ...], bool] | None:
    """The computers that are named, and whether they surely are some; None where other things are spoken of."""
    names: list[str] = []
    sure, apart, loose = True, True, 0
    for token in tokens:
        before = _NUMBERED.fullmatch(names[-1]) if names else None
        match token.kind:
            case "name" if apart:
                names.append(token.text)
                apart, loose = False, 0
            case "other" if token.text.isdecimal() and before and apart and int(token.text) > int(before["number"]):
                names.append(before["base"] + token.text)
                apart = False
            case "other" if apart and not is_other(token.text):
                names.append(token.text)
                sure, apart, loose = False, False, 1
            case "other" if 0 < loose < NAME_WORDS:
                names[-1] += f" {token.text}"
                loose += 1
            case "between":
                apart, loose = True, 0
            case "name" | "other":
                return None
            case _:
                loose = 0
    return tuple(names), sure


def _came(tokens: Sequence[_Token]) -> Said | None:
    """„doszedł nowy laptop”, „dopisz kasę 3 i biuro”, „dokupiliśmy dwa”."""
    rest = [token for token in tokens if token.kind not in {"came", "still", "beside", "has", "counted"}]
    counts = [count for token in rest if (count := _number(token.text))]
    named_so = {token.text for token in rest if token.kind != "between" and not _number(token.text)}
    if len(counts) == 1 and named_so <= _ANY:
        return Said("came", Told(counts[0], more=True))
    if not rest and any(token.kind == "counted" for token in tokens):
        return Said("came", Told(1, more=True))
    named = _names(rest)
    if named is None or not named[1] or not named[0]:
        return None
    names = tuple(name for name in named[0] if name not in _ANY)
    return Said("came", Told(len(named[0]), names, more=True))


def _number(word: str) -> int | None:
    return int(word) if re.fullmatch(r"\d{1,2}", word) else NUMBERS.get(word)
