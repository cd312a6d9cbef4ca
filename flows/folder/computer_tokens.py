"""The words of a sentence about computers, sorted: names, verbs that say that it is done, and what stands between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.base.patterns import regex
from flows.folder.computer_words import COUNTED, means_computer, means_this, nominative
from flows.folder.computers import HERE

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
_CAME = (
    r"(?:zapomnial[ae]m|doszedl|doszla|doszly|doszlo|dochodzi|dochodza|dopisz|dodaj|przybyl[aoy]?|dostawili|"
    r"dokupili\w*)"
)
_LACKS = r"(?:zostal[aoy]?|zostaly|brakuje|brak|jutro|pojutrze)"
_ANEW = r"(?:cofnij|odznacz|odwolaj|wymieni\w+|przeinstalowa\w+|sformatowa\w+|formatowan\w+|reinstalacj\w+)"
_BESIDE = (
    r"(?:juz|tez|takze|rowniez|recznie|sama|sam|sami|samemu|certyfikat\w*|certy|je|to|ich|wszystko|reki|palca|dzisiaj|"
    r"dzis|wczoraj|rano|wlasnie|no|wiec|bo|krok|6|nowe|nowy|nowa|nowego|inny|inna|nam|nas|mi|sie|tam|o|z|listy|spisu|"
    r"ale|mamy|mam|licz\w+|wreszcie|nareszcie|koncu|dopiero|tylko|prawie|takiego|takiej|jak|oba|obydwa|"
    r"informatyk\w*|serwisant\w*|technik\w*|kolega|kolezanka|szef|szefowa|kierowniczka|kierownik|ktos|pan|pani)"
)
_BETWEEN = r"(?:i|oraz|a|plus|na|w|we|do|u|od)"
_WORDS = tuple(
    (kind, regex(pattern))
    for kind, pattern in (
        ("came", _CAME),
        ("gone", _GONE),
        ("anew", _ANEW),
        ("lacks", _LACKS),
        ("still", _STILL_NOT),
        ("not", r"nie"),
        ("done", _DONE),
        ("has", _HAS),
        ("works", r"dziala\w*"),
        ("all", r"wszystkie|wszystkich|wszedzie|obie|obydwie|obu|pozostale|pozostalych|reszta|reszcie|reszte"),
        ("counted", COUNTED + "|kasach"),
        ("between", _BETWEEN),
        ("beside", _BESIDE),
    )
)


_PLURAL = regex(r"kompy|kompow|kas|kasach|laptopy|biura")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a known sort, or the ``name`` of a computer; ``other`` words may be one that we do not know."""

    kind: str
    text: str


def tokens_of(words: Sequence[str]) -> Iterator[Token]:
    """Names as long as they can be, then single words."""
    at = 0
    while at < len(words):
        spans = (words[at : at + length] for length in range(min(_LONGEST, len(words) - at), 0, -1))
        name = next((span for span in spans if _is_name(span)), None)
        if name is not None:
            text = " ".join(name)
            yield Token("name", HERE if means_this(text) else nominative(text))
            at += len(name)
            continue
        yield Token(_sort(words[at]) or "other", words[at])
        at += 1


def _is_name(span: Sequence[str]) -> bool:
    if not means_computer(" ".join(span)):
        return False
    if len(span) == 1:
        return _PLURAL.fullmatch(span[0]) is None and _sort(span[0]) in {"counted", ""}
    return all(_sort(word) in {"between", "beside", "counted", ""} for word in span[1:])


def _sort(word: str) -> str:
    return next((kind for kind, pattern in _WORDS if pattern.fullmatch(word)), "")
