"""The pharmacy's computers as people speak of them: how many there are, on which it is done, which came and went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.folder.computer_count import NAME_WORDS, counted, is_complete, is_doubtful, left_to_do, out_of
from flows.folder.computer_tokens import Token, tokens_of
from flows.folder.computer_words import ANY_COMPUTERS, COUNTED, NUMBERS, is_computer, is_other, is_this, nominative
from flows.folder.computers import Told

_MOST_WORDS = 12
_MOST_CHARACTERS = 150
_REMARK = regex(
    r"[,;.]\s*(?:bo\b|przepraszam|sorry|zapomnia\w+ o|pomyli\w+|pomy[łl]k\w+|nie liczy\w+|[zź]le policzy\w+|"
    r"(?:informatyk|serwisant|technik)\w* by).*",
    re.IGNORECASE,
)
"""What is said beside it."""
_NUMBERED = regex(r"(?P<base>.*\D)(?P<number>\d{1,3})")
_IS_HERE = (
    regex(r"(?:a |no )?(?:ten )?(?:komputer )?(?:na|przy) ktorym (?:teraz )?(?:siedze|jestem|pracuje) to (?P<name>.+)"),
    regex(r"(?:ja )?(?:teraz )?(?:jestem|siedze|pracuje|pisze) (?:teraz )?(?:na|przy|z|w) (?P<name>.+)"),
    regex(r"(?:a |no )?(?:ten(?: komputer)?|tu|tutaj)(?: tutaj| tu)? (?:to|nazywa sie|jest) (?:jest )?(?P<name>.+)"),
    regex(r"(?:a |no )?(?P<name>.+?) to (?:jest |wlasnie )*(?:ten|tutaj|tu)(?: komputer)?"),
)
_ANY = {"komputer", "komp", "stanowisko"}
"""Called so, a computer has no name yet."""
Kind = Literal["told", "came", "left", "complete", "ready", "not ready", "gone", "here", "some", "unsure"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of the computers: how many there are, or of which ``names`` that it is done there, or is not.

    ``names`` (): all; ``every``: all of that sort („wszystkie kasy”). ``came``: ``told`` counts new ones, ``left``:
    those that are still to be done; ``complete``: there are no others than those that were named. ``gone``: they are no
    more; ``here``: what the one on which it is said is called; ``some``: nobody knows of which („jedna kasa gotowa”);
    ``unsure``: a number that was only guessed. ``sure``: it can be about nothing else; else only where such a computer
    is known.
    """

    kind: Kind
    told: Told | None = None
    names: tuple[str, ...] = ()
    sure: bool = True
    every: bool = False


def read_computers(line: str, *, asked: bool = False) -> Said | None:
    """What the line says of the computers; None when it says nothing of them. ``asked``: it may answer „ile?”."""
    words = bare_words(line)
    if (remark := _REMARK.search(line)) and (said := read_computers(line[: remark.start()], asked=asked)):
        return said
    if line.rstrip().endswith("?") or len(words) > _MOST_CHARACTERS or not 0 < len(words.split()) <= _MOST_WORDS:
        return None
    if said := _is_here(words) or _reported(words) or _reported(bare_words(re.sub(r"[,;]", " i ", line))):
        return said
    spoken = re.search(rf"\b(?:{COUNTED})\b", words) is not None
    if (asked or spoken) and (left := left_to_do(line)):
        return Said("left", Told(left))
    if asked and (every := out_of(line)):
        return Said("told", Told(every))
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
    tokens = list(tokens_of(words.split()))
    kinds = {token.kind for token in tokens}
    if "came" in kinds:
        return _came(tokens)
    kind = _kind(kinds, words)
    if kind == "ready" and any(map(_is_some, tokens, tokens[1:])):
        return Said("some")
    named = _names(tokens)
    if kind is None or named is None:
        return None
    names, sure = named
    counted_so = (token.text for token in tokens if token.kind == "counted")
    sort = {nominative(word) for word in counted_so if not re.fullmatch(ANY_COMPUTERS, word)}
    if not names and len(sort) == 1 and "all" in kinds:
        return Said(kind, None, tuple(sort), every=True)
    if not names:
        whole = "all" in kinds and kind != "gone"
        return Said(kind, sure="counted" in kinds or "wszedzie" in words) if whole else None
    doubtful = "licz" in words  # „laptopa nie liczymy”: only where one is known
    return Said(kind, None, names, sure and not doubtful, every="all" in kinds)


def _is_some(token: Token, following: Token) -> bool:
    """„jedna kasa”, „3 komputery”."""
    return token.kind == "other" and bool(_number(token.text)) and following.kind in {"counted", "name"}


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
    if "lacks" in kinds:
        return "not ready"
    if "not" in kinds:
        return "not ready" if kinds & {"still", "done"} else None
    if "done" in kinds or (kinds == {"name", "beside"} and re.search(r"\bjuz(?: tez| tak)?$", words)):
        return "ready"
    if "wszedzie" in words and re.search(r"\b(?:mam|mamy|jest|sa)\b", words):
        return "ready"
    there = kinds & {"has", "works"} and (placed or re.search(r"\bjuz\b|\bma(?:ja)?\b.*\bcert", words) is not None)
    return "ready" if there or (placed and re.fullmatch(r"juz (?:na|w) .+", words)) else None


def _names(tokens: Sequence[Token]) -> tuple[tuple[str, ...], bool] | None:
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
            case "other" if _number(token.text) or token.text in {"albo", "lub", "czy", "moze", "chyba"}:
                return None
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


def _came(tokens: Sequence[Token]) -> Said | None:
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
