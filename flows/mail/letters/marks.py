"""Where in the text of a mail a message's own date stands: headers of forwards, lines above quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from flows.base.patterns import regex
from flows.mail.letters.dates import DATE, MAX_VALUE, dates_in, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator


_MAX_MARKS = 1_000
_MAX_GAP = 300  # characters between two lines of one header: a long list of recipients
_NEAR = 500
_TOP = 16_384
_MAX_BESIDE = 60  # a weekday, an hour and „(2 dni temu)”
_BESIDE_DATES = regex(
    r"pon|wto|wt|śro|sro|śr|czw|pią|pia|pt|sob|nie|ndz|mon|tue|wed|thu|fri|sat|sun|temu|dni|dzie|godz|min|o|at|am|pm|"
    r"ago|day|hour|ce|utc|gmt"
)
_LABEL = regex(
    r"^(?P<label>from|od|von|nadawca|от|від|to|do|an|adresat|кому|dw|cc|udw|bcc|temat|subject|betreff|тема|"
    r"reply-to|odpowied\S{1,3} do|wa\S{1,3}no\S{1,4}|importance|"
    r"(?P<dated>data wys\S{1,3}ania|data|date|datum|sent|wys\S{1,3}an[eoay]|gesendet|дата|отправлено|надіслано))"
    rf"[*\s]{{0,3}}:[*\s]{{0,3}}(?P<value>[^\n]{{0,{MAX_VALUE}}})",
    re.MULTILINE,
)
_SAYING = tuple(
    regex(verb)
    for verb in (
        *(r"napisa\S{0,6}", r"pisze\s?:", r"wrote\s?:", r"schrieb"),
        *(r"написа\S{0,6}", r"пиш[еу]\S{0,2}\s?:", r"nap[ií]?sal\S{0,3}\s?:", r"a écrit\s?:"),
    )
)
_NO_QUOTE = regex(r"napisa(?:ć|no|nie|nia|niu)")


@dataclass(slots=True)
class Mark:
    """A place in a text that tells a message's date: the quoted header of a forward, the line above a reply's quote.

    ``dates``: what the date may mean, several when it is ambiguous. ``unread``: a date stands there that we cannot
    read. ``sure``: surely a header; a single „Data:” line may be any form's.
    """

    start: int
    end: int
    dates: list[date] = field(default_factory=list)
    unread: bool = False
    labels: set[str] = field(default_factory=set)
    sure: bool = False


def marks(text: str) -> list[Mark]:
    """The places in a tidied, lower-case text that tell dates, in order."""
    return sorted((*_headers(text), *_attributions(text)), key=lambda mark: mark.start)


def _headers(text: str) -> Iterator[Mark]:
    """Runs of lines such as „Od: … Wysłano: … Do: … Temat: …”."""
    current: Mark | None = None
    for number, match in enumerate(_LABEL.finditer(text)):
        if number >= _MAX_MARKS:
            break
        label = "date" if match["dated"] else match["label"]
        if current is None or match.start() - current.end > _MAX_GAP or label in current.labels:
            if current is not None:
                yield current
            current = Mark(match.start(), match.end())
        current.labels.add(label)
        current.end = match.end()
        current.sure = len(current.labels) > 1
        if match["dated"]:
            found = next(dates_in(match["value"]), None)
            current.dates.extend(found or ())
            current.unread |= found is None
    if current is not None:
        yield current


def _attributions(text: str) -> Iterator[Mark]:
    """Lines such as „W dniu 20.11.2026 o 10:15 P1 pisze:” and „On Fri, Nov 20, 2026 at 10:15 AM P1 wrote:”."""
    seen = 0
    for pattern in _SAYING:
        for match in pattern.finditer(text):
            seen += 1
            if seen > _MAX_MARKS:
                return
            colon = text.find(":", match.start(), match.end() + MAX_VALUE)
            if colon == -1:
                continue
            start = _three_lines_up(text, match.start())
            found = list(dates_in(text[start : match.start()]))[-1:]
            # „napisana przez P1 w dniu …:” tells the day itself; what stands before it may be a note's.
            if not found or ":" not in match.group():
                found += list(dates_in(_until_line_ends_with_colon(text, match.end())))[:1]
            if found or _ends_its_line(text, match):  # „(kiedyś) P1 napisał(a):”: of another day, whichever it is
                days = [day for meant in found for day in meant]
                yield Mark(start, match.end(), days, unread=not days, sure=True)


def _ends_its_line(text: str, verb: re.Match[str]) -> bool:
    """Whether the line with the verb ends with a colon, as only lines above a quoted message do."""
    end = text.find("\n", verb.start())
    line = text[verb.start() : end if end != -1 else len(text)][:MAX_VALUE]
    return line.endswith(":") and not _NO_QUOTE.match(line)


def _three_lines_up(text: str, at: int) -> int:
    lowest = max(0, at - MAX_VALUE)
    start = at
    for _ in range(3):
        start = text.rfind("\n", lowest, start)
        if start == -1:
            return lowest
    return start + 1


def _until_line_ends_with_colon(text: str, at: int) -> str:
    """„Wiadomość napisana przez P1 <…> w dniu 20 lis 2026, o godz. 10:15:” — what follows the verb."""
    end = text.find(":\n", at, at + MAX_VALUE)
    return text[at:end] if end != -1 else ""


def nearest(all_marks: list[Mark], position: int) -> Mark | None:
    """The mark that says when the message was sent whose text stands at ``position``.

    The last one before it; without one the first shortly after it (some webmails put the title first).
    """
    sure = [mark for mark in all_marks if mark.sure]
    index = bisect_right([mark.start for mark in sure], position)
    if index:
        return sure[index - 1]
    after = next((mark for mark in sure if mark.labels or mark.dates), None)  # what was said later tells no day of ours
    return after if after is not None and after.start - position <= _NEAR else None


def stretch(all_marks: list[Mark], position: int, end: int) -> tuple[int, int]:
    """From where to where the message goes, between the heads of quoted ones, that stands at ``position``."""
    starts = [mark.start for mark in all_marks if mark.sure]
    index = bisect_right(starts, position)
    return (starts[index - 1] if index else 0), (starts[index] if index < len(starts) else end)


def loose_days(text: str, all_marks: list[Mark]) -> tuple[date, ...]:
    """Days of a pasted text without any header: after a single „Data:”, or alone in a line. () when there is none."""
    found = [day for mark in all_marks for day in mark.dates]
    if found:
        return tuple(found)
    top = text[:_TOP]
    for match in DATE.finditer(top):
        start = top.rfind("\n", 0, match.start()) + 1
        end = top.find("\n", match.end())
        beside = f"{top[start : match.start()]} {top[match.end() : end if end != -1 else len(top)]}"
        if len(beside) <= _MAX_BESIDE and all(_BESIDE_DATES.match(word) for word in re.findall(r"[^\W\d_]+", beside)):
            found.extend(meanings(match))
    return tuple(found)
