"""Days as people type them and as portals and windows show them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex

_YEARS = range(2000, 2101)
"""Others are slips of the finger, and near the ends of the calendar there is no next day."""
_FULL = 4  # digits of a year; with two it is one of this century
_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paz", "lis", "gru")
_DAY = regex(
    r"(?<![\d.-])(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<its_day>\d{1,2})(?:\s?[.-]\s?(?P<its_month>\d{1,2})\s?[.-]\s?"
    rf"|\s(?P<word>{'|'.join(_MONTHS)}|paź)[^\W\d_]{{0,9}}\s)(?P<its_year>\d{{4}}|\d{{2}}))(?![\d-])"
    r"(?:\s?(?:r\b\.?|roku\b))?",
    re.IGNORECASE,
)


def read_day(text: str) -> date:
    """A day as RRRR-MM-DD, DD.MM.RRRR, DD.MM.RR, DD-MM-RRRR or „21 listopada 2028”, in the years of certificates.

    With slashes it is not read: 03/04/2028 may be either day. Raises FlowError ``bad-date``.
    """
    cleaned = text.strip()
    if (match := _DAY.fullmatch(cleaned)) and (day := _day_in(match)):
        return day
    raise FlowError(
        Problem(
            "bad-date",
            f"Nie rozumiem daty „{cleaned[:40]}”.",
            (),
            "Proszę podać samą datę, dzień, miesiąc i cały rok: 22.11.2026.",
        )
    )


def _day_in(match: re.Match[str]) -> date | None:
    word = match["word"]
    month = _MONTHS.index(word.lower().replace("ź", "z")) + 1 if word else int(match["month"] or match["its_month"])
    with suppress(ValueError):
        year = match["year"] or match["its_year"]
        day = date(int(year if len(year) == _FULL else f"20{year}"), month, int(match["day"] or match["its_day"]))
        return day if day.year in _YEARS else None
    return None


_DENIED = regex(r"\b(?:nie|niczego|powinn\w*|mia[łl]\w*|ma by[ćc]|zamiast|pust\w*|brak)\b", re.IGNORECASE)
"""Beside a day: it is not the one that is shown."""
EMPTY = "puste"
_EMPTY = regex(
    r"-|(?:(?:to |w |w tym )?pol[eu] )?(?:jest |tam |tu |nadal |dalej |wciąż |ciągle )*(?:"
    r"pust[eayo]\w*(?: pole)?|brak(?: daty| danych)?|nic|nic (?:tam |tu )?nie ma|"
    r"(?:[żz]adnej )?daty (?:tam |tu )?nie ma|"
    r"nie (?:ma|pokazuje|wida[ćc])(?: (?:tam|tu|nic|[żz]adnej|daty|niczego)){0,3})",
    re.IGNORECASE,
)


def read_shown(text: str) -> date | None:
    """The day that a field shows; None for an empty one („puste”, „nie ma daty”). Raises FlowError ``bad-date``."""
    return None if _EMPTY.fullmatch(text.strip(" .!")) else read_day(text)


def find_shown(line: str) -> str | None:
    """As ``find_day``, or that there is none, where the whole line says it."""
    return EMPTY if _EMPTY.fullmatch(line.strip(" .!")) else find_day(line)


_BREAK = r"[\s,.;:!–-]"
_REGRET = (
    r"(?:(?:oj|ojej|ups|sorry|przepraszam|pomyłka|pomylka|pomyli[łl][ae]m si[ęe]|[źz]le"
    r"(?: (?:spojrza|zobaczy|przeczyta|wpisa|odczyta)[łl][ae]m)?|moment|chwila|czekaj|"
    rf"liter[óo]wka|no|a|ale)\b{_BREAK}*)"
)
_TAKING_BACK = (
    rf"{_REGRET}*(?:nie\b{_BREAK}*)?{_REGRET}*(?:jednak|tylko|raczej)\b[\s,:]*"
    rf"|{_REGRET}*nie\s*[,.;:!–-]+\s*{_REGRET}*|{_REGRET}+"
)
_LEADS_ON = r"(?:(?:to|tam|tu|jest|byl[oa]?|było|była|był|data|pokazuje)\b[\s,:]*)*"
TAKEN_BACK = regex(rf"\s*(?:{_TAKING_BACK}){_LEADS_ON}(?P<said>.+)", re.IGNORECASE)
"""„nie, źle spojrzałam, tam jest …”, and what is said instead."""
_CORRECTION = regex(
    rf"\s*(?:{_TAKING_BACK}|nie\s+(?:(?:ma|jest|to)\s+)?{_DAY.pattern.replace('?P<', '?P<no_')}{_BREAK}*"
    r"(?:tylko|lecz|a|ale|jednak)\s+)"
    rf"{_LEADS_ON}(?:{_DAY.pattern})[\s.!]*",
    re.IGNORECASE,
)


def find_correction(line: str) -> str | None:
    """The day that takes the place of an earlier one: „nie, jednak 5.12.2028”, „pomyłka, 5.12.2028”, or a day alone.

    „nie 5.12.2028” may mean either, and „nie ma 5.12.2028” denies it: None.
    """
    match = _CORRECTION.fullmatch(line) or _DAY.fullmatch(line.strip())
    day = _day_in(match) if match else None
    return f"{day:%d.%m.%Y}" if day else None


def find_day(line: str) -> str | None:
    """The day in a sentence („jest 21.11.2028”), else its first word that begins with a digit.

    All of it with two different days, or with one that is denied: „nie ma 21.11.2028, jest 20.11.2026” and „powinno
    być 21.11.2028” must not be taken for that day. None without any.
    """
    if (corrected := _CORRECTION.fullmatch(line)) and (day := _day_in(corrected)):
        return f"{day:%d.%m.%Y}"
    found = list(_DAY.finditer(line))
    if len({_day_in(each) for each in found}) > 1 or (found and _DENIED.search(line)):
        return line.strip()
    if found:
        return found[0][0]
    return next((word.strip(".,;") for word in line.split() if word[:1].isdigit()), None)
