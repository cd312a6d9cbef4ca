"""One message understood: what it announces, which day it is of, which of its links are real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from flows.base.patterns import regex
from flows.mail.letters import doubts, senders
from flows.mail.letters import links as letter_links
from flows.mail.letters import marks as letter_marks
from flows.mail.letters.dangers import dangers
from flows.mail.letters.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flows.mail.letters.marks import Mark
    from flows.mail.letters.message import Body, Message
    from flows.mail.letters.senders import Sender

_OLDEST = timedelta(days=731)
_MAX_TITLES = 200
_MAX_PREFIX = 100
_BOTH = 2

Kind: TypeAlias = Literal["acknowledgement", "grant", "other"]

# For lower-case text. Polish letters may be lost, cut off or doubled by a wrong character set: \S{0,3}.
_TITLE = regex(r"system\s+p1\s*nada\S{0,3}\s*dost\S{0,3}p\s+do\s+systemu\s+p1")
_ACKNOWLEDGEMENT = regex(
    r"do\s+systemu\s+p1\s+wp\S{0,3}yn\S{0,6}\s+wniosek\s+o\s+nadanie\s+dost\S{0,3}p\S{0,3}\s+do\s+systemu\s+p1"
)
_STILL_TO_COME = regex(
    r"poinformujemy|w\s+kolejnej\s+wiadomo|w\s+osobnej\s+wiadomo|otrzymaj\S{1,3}\s|zostan?i?e?\s+wys\S{1,3}an|oczekuj|po\s+rozpatrzeniu"
    r"|b\S{1,3}dzie\s+mia\S{1,3}a\s+tytu|przyjdzie|prze\S{1,3}lemy"
)
_ABOUT_P1 = regex(r"\bp1\b|ezdrowi|csioz")
_BEFORE_TITLES = frozenset(("", "temat", "subject", "betreff", "tytuł", "re", "odp", "fw", "fwd", "pd", "w"))
_PASSED_ON = regex(r"\s*(?:\[[^\]\n]{0,60}\]\s*){0,5}(?:re|odp|fwd?|pd|w|aw|wg)\s?:")

UNDATED = "W wiadomości nie ma daty. Proszę sprawdzić w programie pocztowym, kiedy przyszła."
"""A note that falls when the person gives the day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says. ``day``: the earliest that it may be of; ``look_alike``: a grant's title, nothing genuine.

    ``origin`` and ``content``: why it is not to be trusted, by where it is from and by what is in it (Polish clauses).
    """

    kind: Kind
    look_alike: bool
    number: str | None
    day: date | None
    links: tuple[str, ...]
    suspicious: tuple[str, ...]
    notes: tuple[str, ...]
    dangers: tuple[str, ...]
    origin: tuple[str, ...]
    content: tuple[str, ...]
    sender: Sender
    message: Message


def read(message: Message, today: date, *, pasted: bool) -> Reading:
    """Understand one message. ``pasted``: it has no headers of its own, so that a day in its text is worth more."""
    links, others = letter_links.sort_out(anchor for body in message.bodies for anchor in body.anchors)
    others = tuple(link for link in others if not letter_links.is_office(letter_links.unwrapped(link)))
    titled = _is_titled(message, links)
    kind: Kind = "other"
    if titled:
        kind = "grant"
    elif any(_ACKNOWLEDGEMENT.search(text) for text in _texts(message)):
        kind = "acknowledgement"
    place = _first_place(message, kind) if _passed_on(message) else None
    sender = senders.of(message, place, passed_on=bool(_PASSED_ON.match(message.subject.lower())))
    found = dangers(message, others)
    baits = titled and (_is_bait(links, others) or any(_is_bait_of_p1(body) for body in message.bodies))
    look_alike = baits or (titled and not links and bool(found) and sender.foreign)
    day, notes = _day(message, today, kind, pasted=pasted)
    if kind != "grant":
        notes = ()  # nothing runs out
    if look_alike:
        kind, links = "other", ()
        if baits:
            notes = (*notes, "Tytuł jest jak w prawdziwej wiadomości, ale linki prowadzą poza ezdrowie.gov.pl.")
    lacking = doubts.of_nothing(message, others) if kind == "grant" and not links else ()
    if links and any(letter_links.judge(link) == "unencrypted" for link in others):
        notes = (*notes, "Jeden z linków zaczyna się od http:// zamiast https://. Proszę go nie otwierać.")
    claims = titled or any(_ABOUT_P1.search(text) for text in (*_texts(message), message.sender.lower()))
    return Reading(
        kind,
        look_alike,
        number_of(message.bodies),
        day,
        links,
        others if claims else (),
        notes,
        found,
        (*doubts.of_sender(sender), *doubts.of_reply(message, sender), *lacking),
        (*doubts.of_files(found), *doubts.of_links(others, sender)),
        sender,
        message,
    )


def _texts(message: Message) -> tuple[str, ...]:
    return (message.subject.lower(), *(body.low for body in message.bodies))


def _passed_on(message: Message) -> bool:
    """Whether somebody may have sent on what came to him; the title alone as the subject says that he did not."""
    return not _TITLE.fullmatch(message.subject.lower().strip(' .!"„”'))


def _is_titled(message: Message, links: Sequence[str]) -> bool:
    """Whether it is the grant: by a subject, its own or a quoted one; a mention in a sentence needs real links."""
    if _TITLE.search(message.subject.lower()):
        return True
    return any(bool(links) or _begins_line(body.low, at) for body in message.bodies for at in _titles(body, links))


def _is_bait(links: Sequence[str], others: Sequence[str]) -> bool:
    return not links and any(letter_links.judge(link) != "unencrypted" for link in others)


def _is_bait_of_p1(body: Body) -> bool:
    """HTML with foreign links only, beside a plain text with real ones that nobody gets to see."""
    return body.html and bool(_ABOUT_P1.search(body.low)) and _is_bait(*letter_links.sort_out(body.anchors))


def _titles(body: Body, links: Sequence[str]) -> Iterator[int]:
    """Where the grant's title stands, unless an acknowledgement only announces it there."""
    to_files = sum(bool(letter_links.path_of(link)) for link in links)
    announcing: dict[tuple[int, int], bool] = {}
    for match in islice(_TITLE.finditer(body.low), _MAX_TITLES):
        at = match.start()
        within = letter_marks.stretch(body.marks, at, len(body.low))
        if within not in announcing:
            announcing[within] = to_files < _BOTH and _announces(body.low[slice(*within)])
        if not announcing[within] or _is_quoted_subject(body.low, at):
            yield at


def _announces(text: str) -> bool:
    """Whether it is an acknowledgement that speaks of a letter still to come (perhaps with a link to the portal)."""
    return bool(_ACKNOWLEDGEMENT.search(text) and _STILL_TO_COME.search(text))


def _is_quoted_subject(text: str, at: int) -> bool:
    """„Temat: System P1 nadał …” in the head of a quoted letter."""
    before = text[max(0, at - _MAX_PREFIX) : at].rpartition("\n")[2]
    return bool(before.strip()) and _begins_line(text, at)


def _begins_line(text: str, at: int) -> bool:
    before = text[max(0, at - _MAX_PREFIX) : at].rpartition("\n")[2]
    return all(word.strip(' \t[]*"„') in _BEFORE_TITLES for word in before.split(":"))


def _day(message: Message, today: date, kind: Kind, *, pasted: bool) -> tuple[date | None, tuple[str, ...]]:
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
        for position in _positions(message, body, kind):
            mark = _mark_of(body, position)
            if mark is not None:
                days = [day for day in _likely(mark.dates, today) if day <= today]
                quoted.extend(days)
                unread |= not days and (mark.unread or bool(mark.dates))  # of the future: some other date nearby
        if pasted and not quoted and not unread:
            quoted.extend(_likely(letter_marks.loose_days(body.low, body.marks), today))
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


def _positions(message: Message, body: Body, kind: Kind) -> list[int]:
    """Where the message that matters stands: at its title, else its words, else its links, else the end."""
    titles = list(_titles(body, ()))
    if kind != "acknowledgement" and titles:
        return titles
    if kind == "grant" and not _passed_on(message):
        return [0]
    match = _ACKNOWLEDGEMENT.search(body.low) if kind != "grant" else None
    if match:
        return [match.start()]
    at = body.low.find(letter_links.TRUSTED_HOST)
    return [at if at != -1 else len(body.low)]


def _first_place(message: Message, kind: Kind) -> tuple[Body, int] | None:
    """The first body that quotes the sender of what matters in it, and where that stands."""
    places = ((body, position) for body in message.bodies for position in _positions(message, body, kind))
    return next(((body, at) for body, at in places if senders.quoted(body, at) is not None), None)


def _mark_of(body: Body, position: int) -> Mark | None:
    """What tells the day of what stands there; the acknowledgement quoted below is another letter."""
    mark = letter_marks.nearest(body.marks, position)
    if mark is None or mark.end <= position:
        return mark
    below = body.low[mark.end : letter_marks.stretch(body.marks, mark.end, len(body.low))[1]]
    return None if _ACKNOWLEDGEMENT.search(below) and not _TITLE.search(below) else mark


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
