"""One message understood: what it announces, which day it is of, which of its links are real."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from flows.mail.letters import dates as letter_dates
from flows.mail.letters import links as letter_links
from flows.mail.letters.dangers import dangers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flows.mail.letters.message import Body, Message

_OLDEST = timedelta(days=731)
_MAX_TITLES = 200
_MAX_PREFIX = 100

Kind: TypeAlias = Literal["acknowledgement", "grant", "other"]

# For lower-case text. Polish letters may be lost, cut off or doubled by a wrong character set: \S{0,3}.
_TITLE = re.compile(r"system\s+p1\s*nada\S{0,3}\s*dost\S{0,3}p\s+do\s+systemu\s+p1")
_ACKNOWLEDGEMENT = re.compile(
    r"do\s+systemu\s+p1\s+wp\S{0,3}yn\S{0,6}\s+wniosek\s+o\s+nadanie\s+dost\S{0,3}p\S{0,3}\s+do\s+systemu\s+p1"
)
_NUMBER = re.compile(r"\bnumer(?:ze|em|u)?:?\s+([a-z0-9][a-z0-9._/-]{0,39})")
_ABOUT_P1 = re.compile(r"\bp1\b|ezdrowi|csioz")
_BEFORE_TITLES = frozenset(("", "temat", "subject", "betreff", "tytuł", "re", "odp", "fw", "fwd", "pd", "w"))
_PASSED_ON = re.compile(r"(?:re|odp|fwd?|pd|w|aw|wg)\s?:")

UNDATED = "W wiadomości nie ma daty. Proszę sprawdzić w programie pocztowym, kiedy przyszła."
"""A note that falls when the person gives the day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says. ``day``: the earliest that it may be of; ``look_alike``: a grant's title, foreign links."""

    kind: Kind
    look_alike: bool
    number: str | None
    day: date | None
    links: tuple[str, ...]
    suspicious: tuple[str, ...]
    notes: tuple[str, ...]
    dangers: tuple[str, ...] = ()


def read(message: Message, today: date, *, pasted: bool) -> Reading:
    """Understand one message. ``pasted``: it has no headers of its own, so that a day in its text is worth more."""
    links, others = letter_links.sort_out(anchor for body in message.bodies for anchor in body.anchors)
    titled = _is_titled(message, real=bool(links))
    look_alike = titled and (_is_bait(links, others) or any(_is_bait_of_p1(body) for body in message.bodies))
    kind: Kind = "other"
    if titled and not look_alike:
        kind = "grant"
    elif not titled and any(_ACKNOWLEDGEMENT.search(text) for text in _texts(message)):
        kind = "acknowledgement"
    day, notes = _day(message, today, pasted=pasted)
    if kind != "grant":
        notes = ()  # nothing runs out
    elif not links:
        notes = (*notes, "W tej wiadomości nie ma linków: mogły zginąć przy przekazywaniu albo wklejaniu.")
    if any(letter_links.judge(link) == "unencrypted" for link in others):
        notes = (*notes, "Jeden z linków zaczyna się od http:// zamiast https://. Proszę go nie otwierać.")
    if look_alike:
        links = ()
        notes = (*notes, "Tytuł jest jak w prawdziwej wiadomości, ale linki prowadzą poza ezdrowie.gov.pl.")
    claims = titled or any(_ABOUT_P1.search(text) for text in (*_texts(message), message.sender.lower()))
    return Reading(
        kind, look_alike, _number(message), day, links, others if claims else (), notes, dangers(message, others)
    )


def _texts(message: Message) -> tuple[str, ...]:
    return (message.subject.lower(), *(body.low for body in message.bodies))


def _is_titled(message: Message, *, real: bool) -> bool:
    """Whether it is the grant: by a subject, its own or a quoted one; a mention in a sentence needs ``real`` links."""
    if _TITLE.search(message.subject.lower()):
        return True
    return any(real or _begins_line(body.low, at) for body in message.bodies for at in _titles(body))


def _is_bait(links: Sequence[str], others: Sequence[str]) -> bool:
    return not links and any(letter_links.judge(link) != "unencrypted" for link in others)


def _is_bait_of_p1(body: Body) -> bool:
    """HTML with foreign links only, beside a plain text with real ones that nobody gets to see."""
    return body.html and bool(_ABOUT_P1.search(body.low)) and _is_bait(*letter_links.sort_out(body.anchors))


def _titles(body: Body) -> Iterator[int]:
    return (match.start() for match in islice(_TITLE.finditer(body.low), _MAX_TITLES))


def _begins_line(text: str, at: int) -> bool:
    before = text[max(0, at - _MAX_PREFIX) : at].rpartition("\n")[2]
    return all(word.strip(' \t[]*"„') in _BEFORE_TITLES for word in before.split(":"))


def _number(message: Message) -> str | None:
    """The application's number, as written; it has a digit, and „wniosek” stands before it."""
    for body in message.bodies:
        for match in islice(_NUMBER.finditer(body.low), _MAX_TITLES):
            number = body.text[match.start(1) : match.end(1)].rstrip("./-_")
            if (
                any(sign.isdigit() for sign in number)
                and "wnios" in body.low[max(0, match.start() - 150) : match.start()]
            ):
                return number
    return None


def _day(message: Message, today: date, *, pasted: bool) -> tuple[date | None, tuple[str, ...]]:
    """The earliest day that the original message may be of, and what is doubtful about it.

    The message's own Date, or the first server's when that one cannot be true; a forward or a reply quotes the
    original's date in its text. A day of the future cannot be true either: then today counts.
    """
    own = _likely(message.sent, today)
    if not own or not _OLDEST >= today - min(own) >= timedelta():
        own = tuple(day for day in message.passed if _OLDEST >= today - day >= timedelta()) or own or message.passed
    quoted: list[date] = []
    unread = False
    for body in message.bodies:
        for position in _positions(body):
            mark = letter_dates.nearest(body.marks, position)
            if mark is not None:
                days = [day for day in _likely(mark.dates, today) if day <= today]
                quoted.extend(days)
                unread |= not days and (mark.unread or bool(mark.dates))  # of the future: some other date nearby
        if pasted and not quoted and not unread:
            quoted.extend(_likely(letter_dates.loose_days(body.low, body.marks), today))
    if unread and not quoted:
        return None, ("Nie umiem odczytać daty pierwotnej wiadomości. Proszę sprawdzić ją w programie pocztowym.",)
    days = sorted({*own, *quoted})
    if not days:
        return None, (UNDATED,)
    day, notes = _earliest(days, today)
    if not quoted and _PASSED_ON.match(message.subject.lower()):
        notes = (
            *notes,
            "Wiadomość była przekazana dalej i nie widać w niej pierwotnej daty: termin może być wcześniejszy.",
        )
    return day, notes


def _likely(days: Iterable[date], today: date) -> tuple[date, ...]:
    """Of what a date may mean: what is neither of the future nor older than two years; all when nothing is."""
    meant = tuple(days)
    return tuple(day for day in meant if _OLDEST >= today - day >= timedelta()) or meant


def _positions(body: Body) -> list[int]:
    """Where the message that matters stands: at its title, else its words, else its links, else the end."""
    titles = list(_titles(body))
    if titles:
        return titles
    match = _ACKNOWLEDGEMENT.search(body.low)
    if match:
        return [match.start()]
    at = body.low.find(letter_links.TRUSTED_HOST)
    return [at if at != -1 else len(body.low)]


def _earliest(days: list[date], today: date) -> tuple[date, tuple[str, ...]]:
    first, notes = days[0], []
    if len(days) > 1:
        shown = ", ".join(f"{day:%d.%m.%Y}" for day in days[:5])
        notes.append(
            f"W wiadomości jest kilka dat ({shown}), jak to bywa po przekazaniu dalej: liczę od najwcześniejszej, "
            f"{first:%d.%m.%Y}."
        )
    if first > today:
        notes.append(
            f"Data wiadomości ({first:%d.%m.%Y}) jest z przyszłości, więc liczę od dzisiaj. "
            "Proszę sprawdzić datę w programie pocztowym i zegar komputera."
        )
        first = today
    elif today - first > _OLDEST:
        notes.append(f"Data wiadomości ({first:%d.%m.%Y}) jest sprzed ponad dwóch lat. Proszę ją sprawdzić.")
    return first, tuple(notes)
