"""How many computers a pharmacy has, and their names, as people answer that: the answer of ``komputery``."""

from __future__ import annotations

import re

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.base.polish import bare_words, fold
from flows.folder.computer_words import (
    ANY_COMPUTERS,
    COUNTED,
    NUMBERS,
    SEPARATOR,
    is_computer,
    is_other,
    is_this,
    nominative,
    number,
    parts_of,
)
from flows.folder.computers import HERE, MAX_COMPUTERS, Told

_LONGEST_NAME = 63  # characters of a computer's name in Windows and DNS
NAME_WORDS = 3  # of a computer's name
_OPENING = regex(
    r"(?:no|to|tak|nie|wiec|mamy|mam|jest|sa|ich|u nas|w aptece|jest ich|razem|lacznie|wszystkich|tylko|jednak|"
    r"pomylka|bedzie|w tym|w sumie|oprocz tego|poza tym|zle (?:policzyl|powiedzial)[ae]m|pomylil[ae]m sie|"
    r"przepraszam|sorry|nie tak|apteka ma)\b[ ,:]*"
)
_DOUBT = regex(r"\b(?:nie|chyba|moze|albo|lub|ze|okolo|jakies)\b")
_GUESS = (
    rf"(?:{COUNTED}|\d{{1,2}}|{'|'.join(NUMBERS)}|z|do|no|nie wiem|nie pamietam|nie liczyl[ae]m|bedzie|"
    r"jest|sa|mamy|ich)"
)
_GUESSED = regex(rf"(?:{_GUESS} )*(?:chyba|moze|ze|okolo|jakies|albo|lub|gdzies|z)(?: (?:{_GUESS}|albo|lub|chyba|ze))*")
_NOT_BUT = regex(rf"(?:.* )?nie (?:\d+|{'|'.join(NUMBERS)}),? (?:tylko|a|ale|lecz) (?P<rest>.+)")
_BUT_NOT = regex(rf"(?P<rest>.+?),? (?:a )?nie (?:\d+|{'|'.join(NUMBERS)})")
_AND = regex(r"\s+(?:i|oraz|a także|plus)\s+", re.IGNORECASE)
_TOTAL = regex(rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})(?: (?:{ANY_COMPUTERS}))?")
_ONE = regex(r"(?:1|jed(?:en|na|no)) (?P<name>.+)")
_MORE = regex(r"(?:(?:i|a|to|no|sa|jest|mamy|mam|doszedl|doszly|dochodz\w+|do tego|beda) )*jeszcze (?P<rest>.+)")
_ALONE = regex(
    r"(?:(?:to |jest |tylko )?(?:moj |nasz )?(?:jedyny|ten jeden)(?: komputer)?(?: w aptece)?)(?: komputerow)?"
)
_COMPLETE = regex(
    rf"(?:(?:no|to|juz|wiec|ale|chyba) )*(?:nie ma(?:m|my)? (?:juz )?(?:wiecej|innych|zadnych (?:innych|wiecej))|"
    rf"wiecej (?:{COUNTED} )?(?:juz )?nie ma(?:m|my)?|(?:to )?(?:juz |sa )*wszystkie)(?: (?:{COUNTED}|w aptece|juz))*"
)
_LEFT = regex(
    rf"(?:(?:no|to|a|ale|mi|nam|mam|mamy|jeszcze|tylko|juz|zostal[aoy]?|zostaly|brakuje|sa|jest) )*"
    rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})(?: (?:{COUNTED}|do|zrobienia|zainstalowania|wgrania|zostal[aoy]?|"
    rf"zostaly|brakuje|jeszcze|przede mna))*"
)
_OUT_OF = regex(
    rf"(?:(?:mam|mamy|juz|zrobil[ae]m|zrobione|zrobionych|gotowe|gotowych|na|to|jest|sa) )*"
    rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)}) z (?P<all>\d{{1,3}}|{'|'.join(NUMBERS)})"
    rf"(?: (?:{COUNTED}|gotow\w+|zrobion\w+))*"
)
_ASKED = regex(r".*?\bkomputer\w*[\s:–-]*(?:(?:jest|są|sa|mamy|na|to) )*(?P<rest>.*)", re.IGNORECASE)
_OF_ACCOUNTS = regex(r"(?:zmien )?komputery?: ?(?P<rest>[^:]+ konto [^:]+)", re.IGNORECASE)
"""„komputery: APTEKA konto Anna”: whatever a computer is called, that names an account of it."""
_NO_NAMES = regex(
    r"\b(?:zaraz|moment|momencik|chwil\w*|pozniej|potem|jutro|dzis\w*|wczoraj|tak|dobra|dobrze|ok|dzieki|wiem|dalej|"
    r"koniec|stop|prosze|pomoc|stan|spokojnie|policze|sprawdze|zobacze|zadzwonie|napisze|zapytam|trudno|wroc|"
    r"[a-z]{2,}(?:[lr]am|[lr]em|wiem|iemy|amy|imy))\b"
)
"""Words of one who puts it off."""


def parse_computers(text: str) -> Told:
    """„3”, „KASA1, KASA2, BIURO”, „3: KASA1, KASA2”, „dwie kasy i biuro”, „ten i jeszcze dwa”, „jeszcze dwa”.

    Raises FlowError ``bad-computers``.
    """
    said = opened(text)
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
    opening = opened(line)
    if number(opening.partition(":")[0]) is not None or _counts(opening):
        return line.strip()
    match = _ASKED.fullmatch(line.strip())
    found = match["rest"] if match else line.strip()
    if _OF_ACCOUNTS.fullmatch(line.strip()):
        return found
    rest = opened(found)
    parts = SEPARATOR.split(rest)
    names = (
        len(parts) > 1 and all(0 < len(part.split()) <= NAME_WORDS for part in parts) and not _DOUBT.search(fold(line))
    )
    is_list = names or number(rest.partition(":")[0]) is not None or len(rest.split()) == 1 or _counts(rest)
    return found if found and is_list else None


def counted(line: str, *, asked: bool) -> Told | None:
    """How many the line says there are, and which; None for nothing. ``asked``: it may answer „ile?”."""
    words = bare_words(line)
    if asked and _ALONE.fullmatch(words):
        return Told(1, (HERE,))
    changed = _NOT_BUT.fullmatch(fold(line)) or _BUT_NOT.fullmatch(fold(line).removeprefix("nie "))
    if changed is not None and number(changed["rest"]) is not None:
        line, words = changed["rest"], bare_words(changed["rest"])
    spoken = re.search(rf"\b(?:{COUNTED})\b", words) is not None
    match = _ASKED.fullmatch(line.strip()) if not _is_list(line) else None
    parts = parts_of(opened(match["rest"] if match and match["rest"] else line))
    listed = len(parts) > 1 and all(map(_is_counted, parts))
    alone = len(parts) == 1 and (asked or match is not None) and is_computer(parts[0])
    alone = alone or _OF_ACCOUNTS.fullmatch(line.strip()) is not None
    many = _says_how_many(bare_words(opened(line))) and (asked or spoken or any(map(is_this, parts)))
    headed = asked and number(opened(line).partition(":")[0]) is not None and ":" in line
    names = asked and _may_be_names(parts)
    if listed and match is None:
        found: str | None = line.strip()
    else:
        found = find_computers(line) if headed or many or listed or alone or names else None
    try:
        return parse_computers(found) if found is not None else None
    except FlowError:
        return None


def out_of(line: str) -> int | None:
    """„zrobiłam 2 z 4”: how many there are; None for anything else."""
    match = _OUT_OF.fullmatch(bare_words(line))
    return None if match is None else NUMBERS.get(match["all"]) or int(match["all"])


def left_to_do(line: str) -> int | None:
    """„zostały jeszcze 2 komputery”, „mam jeszcze jeden do zrobienia”; None for anything else."""
    words = bare_words(line)
    match = _LEFT.fullmatch(words)
    if match is None or not re.search(r"\bzostal|\bbrakuje|\bdo (?:zrobienia|zainstalowania|wgrania)", words):
        return None
    return NUMBERS.get(match["count"]) or (int(match["count"]) if match["count"].isdecimal() else None)


def is_complete(line: str) -> bool:
    """„nie mam więcej”, „to już wszystkie”: there are no others than those that were spoken of."""
    return _COMPLETE.fullmatch(bare_words(line)) is not None


def is_doubtful(line: str) -> bool:
    """„chyba trzy”, „ze cztery”, „trzy albo cztery”: no number that one could go by."""
    return _GUESSED.fullmatch(bare_words(line)) is not None


def opened(text: str) -> str:
    """Without „no to mamy…” before it; folding keeps the length of what it leaves, or the text stays whole."""
    rest = text.strip()
    while (folded := fold(rest)) and len(folded) == len(rest) and (match := _OPENING.match(folded)):
        if match.end() == len(rest):
            break
        rest = rest[match.end() :]
    return rest


def _is_list(line: str) -> bool:
    """„kasa 1 i komputer w biurze”: the word is part of a name, and heads nothing."""
    parts = parts_of(opened(line))
    return len(parts) > 1 and all(map(_is_counted, parts))


def _is_counted(part: str) -> bool:
    """One computer, or „dwie kasy”."""
    several = number(part) is not None and re.search(rf"\b(?:{COUNTED})\b", fold(part)) is not None
    return is_computer(part) or _single(part) or several


def _single(part: str) -> bool:
    """„jedno biuro”."""
    match = _ONE.fullmatch(fold(part))
    return match is not None and is_computer(match["name"])


def _may_be_names(parts: list[str]) -> bool:
    """Several words that nothing else here is called by."""
    words = [bare_words(part) for part in parts]
    return len(parts) > 1 and all(
        0 < len(each.split()) <= NAME_WORDS
        and not is_other(each)
        and not _DOUBT.search(each)
        and not _NO_NAMES.search(each)
        for each in words
    )


def _says_how_many(words: str) -> bool:
    """A number beside computers, in a sentence that says no more."""
    one = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
    rest = (
        rf"(?:{COUNTED}|jest|sa|mamy|mam|w aptece|u nas|razem|jednak|nie|no|to|tak|jeszcze|zmien|popraw|liczb\w+|na|i|"
        r"pomylka|a|tylko|w|sumie|ten|tu|tutaj|sali|zapleczu|biurze|biuro|ich|ale|do|tego|doszedl|doszly|oprocz|poza|"
        r"tym)"
    )
    return re.fullmatch(rf"(?:{rest} )*{one}(?: (?:{rest}|{one}))*", words) is not None


def _too_long(name: str) -> bool:
    return len(name) > _LONGEST_NAME


def _told(said: str) -> Told:
    """The list summed up: „3: a, b” is three with two names, „dwie kasy i biuro” is three with one."""
    head, colon, tail = said.partition(":")
    total = number(head) if colon else None
    said = said if not colon else tail.strip() if total is not None or tail.strip() else head.strip()
    parts = list(dict.fromkeys(parts_of(said)))
    names = [HERE if is_this(part) else _name(part) for part in parts if number(part) is None]
    if total is not None:
        return Told(total, tuple(names))
    counts = [count for part in parts if (count := number(part)) is not None]
    if len(parts) > 1 and _TOTAL.fullmatch(fold(parts[0])) and not _AND.match(said[len(parts[0]) :].rstrip(" .")):
        return Told(counts[0], tuple(names))  # „3, ten i dwa na sali”
    return Told(len(names) + sum(counts), tuple(names))


def _name(part: str) -> str:
    """„jedno biuro” is „biuro”, „kasę” a „kasa”; a name that needs no mending stays as it was typed."""
    name = part.split(maxsplit=1)[1] if _single(part) else part
    words = bare_words(name)
    return nominative(words) if is_computer(name) and nominative(words) != words else name


def _counts(said: str) -> bool:
    """Whether it is a sum: „ten i dwa na sali”, „dwie kasy i biuro”, „jeszcze jeden”."""
    if (more := _MORE.fullmatch(fold(said).strip(" ."))) is not None:
        return number(more["rest"]) is not None or is_computer(more["rest"])
    parts = parts_of(said)
    numbers = [number(part) for part in parts]
    known = all(count is not None or is_computer(part) for part, count in zip(parts, numbers, strict=True))
    return len(parts) > 1 and known and any(count is not None for count in numbers)
