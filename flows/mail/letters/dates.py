"""Dates as mail programs write them, in Polish time.

Formats seen in Outlook, Gmail, Thunderbird, Apple Mail, Roundcube, WP, Onet and Interia, in Polish and English; months
also in German, Ukrainian and Russian.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_VALUE = 300
_YOUNGEST_CENTURY = 2_000

_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            *("sty jan січ янв", "lut feb лют фев", "mar mär mrz бер мар", "kwi apr кві апр", "maj may mai тра мая"),
            *("cze jun чер июн", "lip jul лип июл", "sie aug сер авг", "wrz sep вер сен", "paź paz oct okt жов окт"),
            *("lis nov лис ноя", "gru dec dez гру дек"),
        ),
        1,
    )
    for start in starts.split()
}
_WORD = rf"(?:{'|'.join(_MONTHS)})[^\W\d_]{{0,11}}"
DATE = regex(
    r"(?<![\d.])(?:"
    r"(?P<iso_year>20\d\d)[-./](?P<iso_month>\d{1,2})[-./](?P<iso_day>\d{1,2})(?!\d)"
    rf"|(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]{{1,3}}(?P<month>{_WORD})\.?,?[\s-]{{1,3}}(?P<year>20\d\d)(?!\d)"
    r"|(?P<first>\d{1,2})(?P<by>[./-])\s?(?P<second>\d{1,2})(?P=by)\s?(?P<third>20\d\d|\d\d)(?!\.?\d)"
    r")"
    rf"|\b(?P<month_first>{_WORD})\.?\s{{1,2}}(?P<its_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<its_year>20\d\d)(?!\d)"
)
_ZONE = regex(
    r"[\s,t]{0,3}(?:at|o|um|godz\.?)?\s{0,2}"
    r"(\d{1,2}):(\d\d)(?::\d\d)?(?:\.\d{1,6})?\s?(am|pm)?\s?(?:(z|utc|gmt)|([+-]\d\d):?(\d\d))(?![\w+-])"
)


@cache
def _warsaw() -> ZoneInfo:
    return ZoneInfo("Europe/Warsaw")


def polish_day(moment: datetime) -> date:
    """The day in Poland; a moment without a zone is taken as it stands."""
    try:
        return moment.astimezone(_warsaw()).date() if moment.tzinfo else moment.date()
    except OverflowError:
        return moment.date()


def header_day(value: str) -> tuple[date, ...]:
    """What the value of a Date header (RFC 5322, or whatever stands there) may mean; () when nothing."""
    value = value[:MAX_VALUE].strip()
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None and value.endswith("-0000"):  # universal time, from who knows where (RFC 5322, 3.3)
            moment = moment.replace(tzinfo=UTC)
        return (polish_day(moment),)
    except (ValueError, TypeError, IndexError, OverflowError):
        return tuple(next(dates_in(value.lower()), ()))


def dates_in(text: str) -> Iterator[tuple[date, ...]]:
    """Every date in a lower-case text, each as what it may mean."""
    for match in DATE.finditer(text):
        days = tuple(meanings(match))
        zone = _ZONE.match(text, match.end()) if len(days) == 1 else None
        if zone:
            days = (_moved(days[0], zone),)
        if days:
            yield days


def meanings(match: re.Match[str]) -> Iterator[date]:
    """The days that a match of ``DATE`` may mean."""
    if match["iso_year"]:
        yield from _day(match["iso_year"], match["iso_month"], match["iso_day"])
    elif match["month"]:
        yield from _day(match["year"], _MONTHS[match["month"][:3]], match["day"])
    elif match["month_first"]:
        yield from _day(match["its_year"], _MONTHS[match["month_first"][:3]], match["its_day"])
    else:
        first, second, year = match["first"], match["second"], match["third"]
        polish = _day(year, second, first)
        yield from polish
        if not polish or (match["by"] == "/" and first != second):  # American programs put the month first
            yield from _day(year, first, second)


def _day(year: str, month: str | int, day: str) -> tuple[date, ...]:
    number = int(year)
    try:
        return (date(number if number > 99 else number + _YOUNGEST_CENTURY, int(month), int(day)),)  # noqa: PLR2004
    except ValueError:
        return ()


def _moved(day: date, zone: re.Match[str]) -> date:
    """The day in Poland of a day and time elsewhere."""
    hour, minute, half, universal, hours, minutes = zone.groups()
    try:
        number = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
        offset = timedelta() if universal else timedelta(hours=int(hours), minutes=int(hours[0] + minutes))
        moment = datetime(day.year, day.month, day.day, number, int(minute), tzinfo=timezone(offset))
    except ValueError:
        return day
    return polish_day(moment)
