"""Days as people say them: „wczoraj”, „w zeszły wtorek”, „28 listopada”, „28.11”, „3 dni temu”, „za dwa lata”.

Said of the past (an e-mail's day) or of the future (until when a profile is valid); a day read off a screen is typed
in full and read by ``days``. What leaves a doubt („chyba”, „koniec miesiąca”) is asked back with the day it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.base.polish import fold
from flows.engine.days import TAKEN_BACK, find_correction, find_day, read_day

_MONTHS = ("stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "paz", "listopad", "grud")
_WEEKDAYS = ("poniedzial", "wtor", "srod", "czwart", "piat", "sobot", "niedziel")
_NAMED = {"przedwczoraj": -2, "wczoraj": -1, "dzis": 0, "dzisiaj": 0, "dzisiejsz": 0, "jutro": 1, "pojutrze": 2}
_NUMBERS = {"jeden": 1, "dwa": 2, "dwoch": 2, "dwie": 2, "trzy": 3, "trzech": 3, "cztery": 4, "piec": 5, "szesc": 6}
_NUMBERS |= {"siedem": 7, "osiem": 8, "dziewiec": 9, "dziesiec": 10, "poltora": 0}
_UNITS = {"dzien": 1, "dni": 1, "tydzien": 7, "tygodni": 7, "tygodnie": 7, "miesiac": 0, "miesiace": 0, "miesiecy": 0}
_UNITS |= {"rok": 0, "lata": 0, "lat": 0}
_MONTHS_IN = {"mie": 1, "rok": 12, "lat": 12}
_COUNT = rf"(?:(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) )?(?P<unit>{'|'.join(_UNITS)})"
_SAID = regex(
    rf"\b(?P<named>przedwczoraj|wczoraj|dzisiejsz\w*|dzisiaj|dzis|pojutrze|jutro)\b"
    rf"|\b{_COUNT} temu\b"
    rf"|\bza {_COUNT.replace('count', 'count2').replace('unit', 'unit2')}\b"
    rf"|\b(?:we?|ten|ta|te|od|z) (?:(?:zeszl|ubiegl|ostatni|poprzedni|miniony|miniona|tamt|ten|te|nastepn|przyszl|"
    rf"najblizsz)\w* )?(?P<weekday>{'|'.join(_WEEKDAYS)})\w*"
    rf"|(?<![\d.])(?P<day>\d{{1,2}})(?: (?P<word>{'|'.join(_MONTHS)})[a-z]*|\. ?(?P<month>\d{{1,2}})\b(?!\.? ?\d))"
    rf"(?! \d{{4}})"
)
_DOUBT = regex(r"\b(?:chyba|moze|jakos|mniej wiecej|okolo|albo|lub|nie jestem pew\w+|nie pamietam|nie wiem|zdaje)\b")
_MONTH_ONLY = regex(rf"\b(?:we?|do|na|od|z|chyba|jakos) (?:{'|'.join(_MONTHS)})[a-z]*\b")
_VAGUE = regex(r"\b(?:koniec|koncu|konca|poczatek|poczatku|polowa|polowie|kilka|pare|niedawno|dawno)\b")
_CORRECTED = regex(r"(?:nie|to nie|nie,) .{1,40}?,? (?:tylko|a|ale|lecz|jednak) (?P<right>.+)")
_TAKEN_BACK = regex(r"(?P<right>.+?),? (?:a )?nie .{1,40}")
_LONGEST = 120
_ASK_FULL = "Proszę podać dzień, miesiąc i cały rok."


def read_past_day(text: str, today: date) -> date:
    """A day up to today. Raises FlowError ``bad-date``, also for a day in doubt, which it names."""
    return _read(text, today, past=True)


def read_future_day(text: str, today: date) -> date:
    """A day from today on; one without its year is asked back. Raises FlowError ``bad-date``."""
    return _read(text, today, past=False)


def find_spoken(line: str) -> str | None:
    """As ``find_day``, or the whole line where it says a day in words; None when it says none."""
    folded = _folded(line)
    vague = _MONTH_ONLY.search(folded) or (_VAGUE.search(folded) and "miesi" in folded)
    said = len(line) <= _LONGEST and "?" not in line and (_SAID.search(folded) or vague)
    return line.strip() if said else find_day(line)


def find_spoken_correction(line: str) -> str | None:
    """As ``find_correction``, also without the year: „nie, źle spojrzałem, tam jest 18.12”."""
    if (day := find_correction(line)) is not None:
        return day
    instead = TAKEN_BACK.fullmatch(line) if len(line) <= _LONGEST else None
    said = instead["said"].strip(" .!") if instead else ""
    return said if _SAID.fullmatch(_folded(said)) else None


def _folded(text: str) -> str:
    return " ".join(fold(text).replace(",", " , ").strip(" .!").split()).replace(" ,", ",")


def _read(text: str, today: date, *, past: bool) -> date:
    with suppress(FlowError):
        return read_day(text)
    folded = _folded(text)
    right = _CORRECTED.fullmatch(folded) or _TAKEN_BACK.fullmatch(folded)
    said = right["right"] if right else folded
    days = set(_days(said, today, past=past))
    if (typed := find_day(said)) is not None:
        with suppress(FlowError):
            days.add(read_day(typed))
    if len(days) == 1 and not _DOUBT.search(said) and not _VAGUE.search(said):
        return days.pop()
    doubtful = days or _VAGUE.search(said) or _MONTH_ONLY.search(said) or _SAID.search(said)
    raise _asked_back(text, days) if doubtful else _no_day(text)


def _no_day(text: str) -> FlowError:
    try:
        read_day(text)
    except FlowError as error:
        return error
    raise TypeError(text)


def _asked_back(text: str, days: set[date]) -> FlowError:
    named = " albo ".join(f"{day:%d.%m.%Y}" for day in sorted(days)[:2])
    following = f"Jeśli to {named}, proszę wpisać tę datę." if named else _ASK_FULL
    return FlowError(
        Problem("bad-date", f"Nie wiem na pewno, o który dzień chodzi: „{text.strip()[:40]}”.", (), following)
    )


def _days(folded: str, today: date, *, past: bool) -> Iterator[date]:
    for match in _SAID.finditer(folded):
        with suppress(ValueError, OverflowError):
            day = _day(match, today, past=past)
            if day is not None:
                yield day


def _day(match: re.Match[str], today: date, *, past: bool) -> date | None:
    if named := match["named"]:
        return today + timedelta(days=next(days for word, days in _NAMED.items() if named.startswith(word)))
    if match["unit"]:
        return _shifted(today, match["count"], match["unit"], -1)
    if match["unit2"]:
        return _shifted(today, match["count2"], match["unit2"], 1)
    if weekday := match["weekday"]:
        ahead = (_WEEKDAYS.index(weekday) - today.weekday()) % 7
        return today + timedelta(days=(ahead or 7) - 7 if past and ahead else -7 if past else ahead or 7)
    month = int(match["month"]) if match["month"] else 1 + _MONTHS.index(match["word"])
    day = date(today.year, month, int(match["day"]))
    if not past:  # it may be any of the next years
        return None
    return day if day <= today else date(today.year - 1, month, day.day)


def _shifted(today: date, count: str | None, unit: str, sign: int) -> date | None:
    number = 1 if count is None else int(count) if count.isdigit() else _NUMBERS[count]
    if not number:
        return None
    if days := _UNITS[unit]:
        return today + timedelta(days=sign * number * days)
    months = today.month - 1 + sign * number * _MONTHS_IN[unit[:3]]
    year, month = today.year + months // 12, months % 12 + 1
    for last in range(today.day, 27, -1):
        with suppress(ValueError):
            return date(year, month, last)
    return date(year, month, min(today.day, 28))
