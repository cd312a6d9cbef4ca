"""The pharmacy's computers as people speak of them: how many there are, their names, and on which it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.base.polish import bare_words, fold
from flows.folder.computers import HERE, MAX_COMPUTERS, Told

_LONGEST_NAME = 63  # characters of a computer's name in Windows and DNS
_NAME_WORDS = 3  # of a computer's name
_MOST_WORDS = 12
_MOST_CHARACTERS = 150
_NUMBERS = dict(zip(("jeden", "dwa", "trzy", "cztery", "piec", "szesc", "siedem", "osiem"), range(1, 9), strict=True))
_NUMBERS |= {
    "jednego": 1,
    "jedno": 1,
    "jedna": 1,
    "dwie": 2,
    "dwoch": 2,
    "trzech": 3,
    "czterech": 4,
    "pieciu": 5,
    "dziewiec": 9,
    "dziesiec": 10,
}
_COUNTED = r"komputer\w*|komp|kompy|kompow|stanowisk\w*|kas|kasy|sztuk\w*|maszyn\w*|laptop\w*|pecet\w*"
_OPENING = regex(
    r"(?:no|to|tak|nie|wiec|mamy|mam|jest|sa|ich|u nas|w aptece|jest ich|razem|lacznie|wszystkich|tylko|jednak|"
    r"pomylka|bedzie|w tym)\b[ ,:]*"
)
_DOUBT = regex(r"\b(?:nie|chyba|moze|albo|lub)\b")
_SEPARATOR = regex(r"\s*[,;]\s*(?:i\s+|oraz\s+|w tym\s+)?|\s+(?:i|oraz|a także|plus)\s+", re.IGNORECASE)
_AND = regex(r"\s+(?:i|oraz|a także|plus)\s+", re.IGNORECASE)
_THIS = regex(r"(?:to )?(?:ten|tutaj|tu)(?: komputer)?(?: tutaj| tu)?|(?:na )?tym(?: komputerze)?")
_MORE = regex(r"(?:(?:i|a|to|no|sa|jest|mamy|mam|doszedl|doszly|dochodz\w+|do tego|beda) )*jeszcze (?P<rest>.+)")
_ASKED = regex(r".*?\bkomputer\w*[\s:–-]*(?:(?:jest|są|sa|mamy|na|to) )*(?P<rest>.*)", re.IGNORECASE)

_KINDS = {
    "kasie": "kasa",
    "kasy": "kasa",
    "biurze": "biuro",
    "biura": "biuro",
    "zapleczu": "zaplecze",
    "zaplecza": "zaplecze",
    "laptopie": "laptop",
    "laptopa": "laptop",
    "komputerze": "komputer",
    "komputera": "komputer",
    "stanowisku": "stanowisko",
    "stanowiska": "stanowisko",
    "recepcji": "recepcja",
    "sali": "sala",
    "serwerze": "serwer",
    "serwera": "serwer",
    "gabinecie": "gabinet",
    "gabinetu": "gabinet",
    "ekspedycji": "ekspedycja",
    "recepturze": "receptura",
    "receptury": "receptura",
    "magazynku": "magazynek",
    "pececie": "pecet",
}
"""What computers of pharmacies are called, as it stands behind „na” or „do”."""
_NAMED = regex(
    rf"(?:(?:{'|'.join(sorted(set(_KINDS.values())))}|pc|desktop)(?: ?(?:nr |numer )?\d{{1,4}}| [a-z0-9]{{1,16}})?"
    r"|[a-z]+[a-z0-9]*\d+[a-z0-9]*)(?: konto [a-z0-9]{1,20})?"
)
_OF_ACCOUNTS = regex(r"(?:zmien )?komputery?: ?(?P<rest>[^:]+ konto [^:]+)", re.IGNORECASE)
"""„komputery: APTEKA konto Anna”: whatever a computer is called, that names an account of it."""
_OTHERS = regex(r"(?:p1|p12|krok|tls|wss|csr|pem|jks|sow|windows)\d*|\d+.*")
"""What is spoken of here and is no computer."""
_ALL = regex(rf"(?:wszystkie|wszystkich|pozostale|pozostalych|reszta|reszcie)(?: (?:{_COUNTED}|kasach))?")
_READY = (
    r"(?:gotow[aey]|zrobion[aey]|zalatwion[aey]|zainstalowan[aey]|odhaczon[aey]|skonczon[aey]|wgran[aey]|ok|"
    r"ma(?:ja)?(?: juz)?(?: oba| nowe| oba nowe)? certyfikaty)"
)
_DID = r"(?:wgra|zainstalowa|zrobi|doinstalowa|dogra|instalowa)(?:lam|lem|lismy|lysmy|la|l|no|ne)"
_BESIDE = (
    r"(?:(?:juz|tez|recznie|sama|sam|oba|obydwa|certyfikaty|certy|je|to|wszystko|z reki|z palca|sami|samemu|dzisiaj|"
    r"dzis|wczoraj|rano|wlasnie|no|a|i|wiec|jest|sa|bo|krok 6)\b ?)*"
)
_FINISHED = (
    regex(rf"{_BESIDE}(?P<name>.+?) {_BESIDE}{_READY}(?: {_BESIDE})?"),
    regex(rf"{_BESIDE}{_READY} (?:na )?(?P<name>.+)"),
    regex(rf"{_BESIDE}na (?P<name>.+?) {_BESIDE}(?:{_DID}|{_READY}|sa|jest|dziala\w*)(?: {_BESIDE})?"),
    regex(rf"{_BESIDE}{_DID} {_BESIDE}na (?P<name>.+)"),
)
_UNDONE = (
    regex(rf"(?:na )?(?P<name>.+?) (?:jednak |jeszcze )+nie(?: {_READY}| jest {_READY}| {_DID}| ma.*)?"),
    regex(rf"(?:na )?(?P<name>.+?) (?:nie jest |nie |nie ma )(?:jeszcze )?{_READY}"),
    regex(rf"(?:na )?(?P<name>.+?) (?:jest )?nie{_READY}"),
)
Kind = Literal["told", "ready", "not ready"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of the computers: how many there are, or of which ``names`` that it is done there, or is not.

    ``names`` () : all. ``sure``: it can be about nothing else; else only where a computer of that name is known.
    """

    kind: Kind
    told: Told | None = None
    names: tuple[str, ...] = ()
    sure: bool = True


def parse_computers(text: str) -> Told:
    """„3”, „KASA1, KASA2, BIURO”, „3: KASA1, KASA2”, „dwie kasy i biuro”, „ten i jeszcze dwa”, „jeszcze dwa”.

    Raises FlowError ``bad-computers``.
    """
    said = _opened(text)
    more = _MORE.fullmatch(fold(said))
    if more:
        said = said[-len(more["rest"]) :]
    told = _told(said)
    if not 1 <= told.count <= MAX_COMPUTERS or len(told.names) > told.count or any(map(_too_long, told.names)):
        raise FlowError(
            Problem(
                "bad-computers",
                f"Nie rozumiem, ile jest komputerów: „{text.strip()[:60]}”.",
                ("nazw jest więcej niż komputerów", f"liczba nie mieści się między 1 a {MAX_COMPUTERS}"),
                "Proszę podać liczbę albo nazwy, na przykład: 3 albo KASA1, KASA2, BIURO.",
                page="windows-install",
                ask="komputery",
            )
        )
    return Told(told.count, told.names, more=True) if more else told


def find_computers(line: str) -> str | None:
    """The number or the names in a sentence such as „zmień komputery na 3”; None when it holds neither."""
    opened = _opened(line)
    if _number(opened.partition(":")[0]) is not None or _counts(opened):
        return line.strip()
    match = _ASKED.fullmatch(line.strip())
    found = match["rest"] if match else line.strip()
    if _OF_ACCOUNTS.fullmatch(line.strip()):
        return found
    rest = _opened(found)
    parts = _SEPARATOR.split(rest)
    names = (
        len(parts) > 1 and all(0 < len(part.split()) <= _NAME_WORDS for part in parts) and not _DOUBT.search(fold(line))
    )
    is_list = names or _number(rest.partition(":")[0]) is not None or len(rest.split()) == 1 or _counts(rest)
    return found if found and is_list else None


def read_computers(line: str, *, asked: bool = False) -> Said | None:
    """What the line says of the computers; None when it says nothing of them. ``asked``: it may answer „ile?”."""
    words = bare_words(line)
    if line.rstrip().endswith("?") or len(words) > _MOST_CHARACTERS or not 0 < len(words.split()) <= _MOST_WORDS:
        return None
    if said := _finished(words):
        return said
    spoken = re.search(rf"\b(?:{_COUNTED})\b", words) is not None
    match = _ASKED.fullmatch(line.strip())
    parts = _SEPARATOR.split(_opened(match["rest"] if match and match["rest"] else line).strip(" ."))
    listed = len(parts) > 1 and all(_is_computer(each) for each in parts)
    alone = len(parts) == 1 and (asked or match is not None) and _is_computer(parts[0])
    counted = _says_how_many(words) and (asked or spoken or any(map(_this, parts)))
    alone = alone or _OF_ACCOUNTS.fullmatch(line.strip()) is not None
    headed = asked and _number(_opened(line).partition(":")[0]) is not None and ":" in line
    found = find_computers(line) if headed or counted or listed or alone or (asked and _may_be_names(parts)) else None
    if found is None:
        return None
    try:
        return Said("told", parse_computers(found))
    except FlowError:
        return None


def _is_computer(part: str) -> bool:
    words = bare_words(part)
    return _this(part) or (_NAMED.fullmatch(words) is not None and _OTHERS.fullmatch(words) is None)


def _may_be_names(parts: Sequence[str]) -> bool:
    """Several words that nothing else here is called by."""
    words = [bare_words(part) for part in parts]
    return len(parts) > 1 and all(
        0 < len(each.split()) <= _NAME_WORDS and not _OTHERS.fullmatch(each) and not _DOUBT.search(each)
        for each in words
    )


def _says_how_many(words: str) -> bool:
    """A number beside computers, in a sentence that says no more."""
    number = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
    rest = (
        rf"(?:{_COUNTED}|jest|sa|mamy|mam|w aptece|u nas|razem|jednak|nie|no|to|tak|jeszcze|zmien|popraw|liczb\w+|na|i|"
        r"pomylka|a|tylko|w|sumie|ten|tu|tutaj|sali|zapleczu|biurze|biuro|dwa|ich|ale|do|tego|doszedl|doszly)"
    )
    return re.fullmatch(rf"(?:{rest} )*{number}(?: (?:{rest}|{number}))*", words) is not None


def _finished(words: str) -> Said | None:
    for kind, patterns in (("not ready", _UNDONE), ("ready", _FINISHED)):
        for pattern in patterns:
            if (match := pattern.fullmatch(words)) and (named := _names(match["name"])):
                return Said("ready" if kind == "ready" else "not ready", None, *named)
    return None


def _names(text: str) -> tuple[tuple[str, ...], bool] | None:
    """The computers named there and whether they surely are some; None when they are none."""
    text = re.sub(r"^(?:i|a|no|juz|tez) ", "", text)
    if _ALL.fullmatch(text):
        return (), " " in text
    parts = [each.strip() for each in re.split(r" i | oraz | na ", text) if each.strip()]
    if not parts or any(len(each.split()) > _NAME_WORDS for each in parts):
        return None
    names = [HERE if _this(each) else _named(each) for each in parts]
    return tuple(names), all(each == HERE or _is_computer(each) for each in names)


def _named(text: str) -> str:
    """„na kasie2” is „kasa2”."""
    words = re.sub(r"^(?:na|w|do|u) ", "", text).split()
    parts = [(word.rstrip("0123456789"), word) for word in words]
    return " ".join(_KINDS.get(base, base) + word[len(base) :] for base, word in parts)


def _this(part: str) -> bool:
    return _THIS.fullmatch(bare_words(part)) is not None


def _too_long(name: str) -> bool:
    return len(name) > _LONGEST_NAME


def _told(said: str) -> Told:
    """The list summed up: „3: a, b” is three with two names, „dwie kasy i biuro” is three with one."""
    head, colon, tail = said.partition(":")
    total = _number(head) if colon else None
    said = said if not colon else tail.strip() if total is not None or tail.strip() else head.strip()
    parts = [part.strip(" .") for part in _SEPARATOR.split(said)]
    parts = [part for part in dict.fromkeys(parts) if part]
    counts = [_number(part) for part in parts]
    names = [HERE if _this(part) else part for part, number in zip(parts, counts, strict=True) if number is None]
    if total is not None:
        return Told(total, tuple(names))
    added = len(names) + sum(number or 0 for number in counts)
    first = counts[0] if counts else None
    if first is not None and len(parts) > 1 and not _AND.match(said[len(parts[0]) :].rstrip(" .")):
        return Told(first, tuple(names))  # „3, ten i dwa na sali”
    return Told(added, tuple(names))


def _counts(said: str) -> bool:
    """Whether it is a sum: „ten i dwa na sali”, „dwie kasy i biuro”, „jeszcze jeden”."""
    if (more := _MORE.fullmatch(fold(said).strip(" ."))) is not None:
        return _number(more["rest"]) is not None or _is_computer(more["rest"])
    parts = [part for part in _SEPARATOR.split(said.strip(" .")) if part]
    numbers = [_number(part) for part in parts]
    known = all(number is not None or _is_computer(part) for part, number in zip(parts, numbers, strict=True))
    return len(parts) > 1 and known and any(number is not None for number in numbers)


def _opened(text: str) -> str:
    """Without „no to mamy…” before it; folding keeps the length of what it leaves, or the text stays whole."""
    rest = text.strip()
    while (folded := fold(rest)) and len(folded) == len(rest) and (match := _OPENING.match(folded)):
        if match.end() == len(rest):
            break
        rest = rest[match.end() :]
    return rest


def _number(head: str) -> int | None:
    """The count that the words begin with („3 komputery”, „jeszcze trzy”, „dwa na sali”), None for names."""
    words = fold(head).strip(" .").removeprefix("jeszcze ").split()
    if not words:
        return None
    if words[0].isdecimal():
        return int(words[0]) if len(words[0]) <= len(str(MAX_COMPUTERS)) else 0
    rest = " ".join(words[1:])
    alone = not rest or re.fullmatch(rf"(?:{_COUNTED})?(?: ?(?:na|w|u) .+)?", rest) is not None
    return _NUMBERS.get(words[0]) if alone else None
