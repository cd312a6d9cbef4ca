"""An e-mail about the application to P1, read as it is: what it says, how long its links work, whether to believe it.

A deadline told too late is the worst error, since after 30 days everything starts anew: in doubt the earlier day
counts, and a note says so. Real links are told by their hosts; a sender is forged easily, so that a foreign one only
makes a letter doubtful and an official one makes none good.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from flows.base.errors import FlowError, Problem, TooLargeError, UnreadableError
from flows.base.files import read_file
from flows.base.patterns import regex
from flows.crypto import armour
from flows.folder.deadlines import link_deadline
from flows.mail.letters import text as letter_text
from flows.mail.letters.files import MAX_LETTER_BYTES, letter_in, sealed, too_large
from flows.mail.letters.message import MAX_TEXT, OUTLOOK, Message, html_body, plain_body
from flows.mail.letters.mime import looks_like_a_message
from flows.mail.letters.opening import read_messages
from flows.mail.letters.reading import Kind, Reading, read
from flows.mail.letters.senders import NOBODY, Sender

_BLANK = b"\0\r\n\t "
_HTML = regex(r"<(?:!doctype html|html|head|body|div|table|p)\b", re.IGNORECASE)

Verdict: TypeAlias = Literal["consistent", "suspicious", "not-p1"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says, and how far it is to be believed.

    ``number``: the application's. ``received``: the day of the original message in Polish time, None when it cannot be
    told; ``deadline``: the last day of a grant's links, 30 days later, of one that is ``consistent`` only. ``links``:
    https to ezdrowie.gov.pl; ``suspicious``: other links of a message that claims to be about P1, never to be opened.
    ``notes``: Polish sentences on what is in doubt; ``dangers``: names of programs and archives that it brings or leads
    to. ``verdict``: consistent with what we know of genuine ones, suspicious for ``reasons`` (Polish clauses), or none
    of P1's. ``files``: the names of what is attached, ``certificates`` among them.
    """

    kind: Kind
    number: str | None
    received: date | None
    deadline: date | None
    links: tuple[str, ...]
    suspicious: tuple[str, ...]
    notes: tuple[str, ...]
    dangers: tuple[str, ...] = ()
    verdict: Verdict = "consistent"
    reasons: tuple[str, ...] = ()
    sender: Sender = NOBODY
    files: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()


def read_letter_file(path: Path, today: date) -> Letter:
    """Read an e-mail from its file. Raises FlowError as ``read_letter``, and file-missing, file-unreadable."""
    try:
        data = read_file(path, MAX_LETTER_BYTES)
    except TooLargeError as error:
        raise too_large() from error
    except UnreadableError as error:
        if path.is_dir():
            raise _problem("message-not-mail", f"„{path}” to folder, a nie wiadomość.") from error
        raise
    return read_letter(data, today)


def read_letter(data: bytes, today: date) -> Letter:
    """Read a saved e-mail (.eml, .msg, .emlx, .mht, a mailbox, HTML, in a ZIP) or pasted text of at most 25 MiB.

    Of several messages in a file the grant counts, with its own day.

    Raises:
        FlowError: message-too-large, message-empty, message-not-mail, message-damaged, message-sealed,
            message-rtf-only.
    """
    groups, cut, pasted = _messages(data)
    readings = [[read(message, today, pasted=pasted) for message in group] for group in groups]
    notes = ("Wiadomość jest bardzo duża: przejrzałem tylko jej najważniejszą część.",) if cut else ()
    letter = _of_grants(readings, today, notes) or _of_one(readings, notes)
    told = letter.links or letter.suspicious or letter.dangers or letter.kind == "acknowledgement"
    if not told and (seal := _seal(groups)):
        raise sealed(seal)
    return letter


def _seal(groups: Sequence[Sequence[Message]]) -> str:
    return next((message.seal for group in groups for message in group if message.seal), "")


def _of_grants(readings: Sequence[Sequence[Reading]], today: date, notes: tuple[str, ...]) -> Letter | None:
    """The letter when it is the grant: what is to be believed before what is doubtful; None when it is none."""
    found = [(group, each) for group in readings for each in _telling(group) if each.kind == "grant"]
    alike = any(each.look_alike for group in readings for each in group)
    # A forward of a look-alike has the title too, but its links lead elsewhere.
    if not found or (alike and not any(each.links for _, each in found)):
        return None
    good = [(group, each) for group, each in found if not _reasons(group)]
    grants = [each for _, each in good or found]
    chosen, more = _same_grant(grants, today)
    if good and any(_reasons(group) for group, _ in found):
        more = (*more, "W pliku jest też podejrzana wiadomość o takim samym tytule: jej nie biorę pod uwagę.")
    return _letter("grant", chosen, readings, (*more, *notes))


def _of_one(readings: Sequence[Sequence[Reading]], notes: tuple[str, ...]) -> Letter:
    """The letter when it is the acknowledgement, or something else."""
    every = [each for group in readings for each in group]
    acknowledgements = [each for each in every if each.kind == "acknowledgement"]
    if acknowledgements:
        return _letter("acknowledgement", [_newest(acknowledgements)], readings, notes)
    others = [each for each in every if each.look_alike] or every
    return _letter("other", others[:1], readings, notes)


def _messages(data: bytes) -> tuple[list[list[Message]], bool, bool]:
    """The messages in the file, whether some of it was left out, whether it is bare text without headers."""
    if len(data) > MAX_LETTER_BYTES:
        raise too_large()
    data = letter_in(data)
    if not data.strip(_BLANK):
        raise _problem("message-empty", "Wiadomość jest pusta.", "plik zapisał się niecały")
    if data.startswith(OUTLOOK):
        return *read_messages(data), False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 3:
        data = armour.as_text(data).encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if looks_like_a_message(data):
        return *read_messages(data), False
    text = letter_text.decode(data[:MAX_TEXT], None)
    body = html_body(text) if _HTML.match(text) else plain_body(text)
    return [[Message("", "", (), (), (body,))]], len(data) > MAX_TEXT, True


def _newest(readings: Sequence[Reading]) -> Reading:
    return max(readings, key=lambda each: each.day or date.min)


def _same_grant(grants: Sequence[Reading], today: date) -> tuple[list[Reading], tuple[str, ...]]:
    """Those that count, and a note when there are several.

    The newest, and each that may be the same grant (a copy, a forward; told by a shared link, or without links) or
    whose links still work. What remains are grants of earlier years in the same mailbox.
    """
    newest = _newest(grants)
    chosen = [
        each
        for each in grants
        if each is newest
        or not (each.links and newest.links)
        or set(each.links) & set(newest.links)
        or (each.day is not None and link_deadline(each.day) >= today)
    ]
    days = sorted({each.day for each in grants if each.day})
    if len(days) <= 1:
        return chosen, ()
    shown = ", ".join(f"{day:%d.%m.%Y}" for day in days[:5])
    earliest = min(each.day for each in chosen if each.day)
    left = " Starsze, z linkami, które już wygasły, pomijam." if len(chosen) < len(grants) else ""
    return chosen, (f"W pliku są wiadomości z różnych dni ({shown}): liczę od {earliest:%d.%m.%Y}.{left}",)


def _telling(group: Sequence[Reading]) -> list[Reading]:
    """Which of a message and those attached to it says what matters: a note around a grant says nothing."""
    grants = [each for each in group if each.kind == "grant"]
    return [each for each in grants if each.links] or grants or [each for each in group if each.kind != "other"]


def _reasons(group: Sequence[Reading]) -> tuple[str, ...]:
    """Why a message with those attached to it is doubtful; of a note around a grant only what it brings itself."""
    telling = _telling(group)
    named = [*(why for each in telling for why in each.origin), *(why for each in group for why in each.content)]
    return tuple(dict.fromkeys(named))


def _holding(chosen: Sequence[Reading], readings: Sequence[Sequence[Reading]]) -> list[Sequence[Reading]]:
    return [group for group in readings if any(each is one for each in group for one in chosen)]


def _letter(
    kind: Kind, chosen: Sequence[Reading], readings: Sequence[Sequence[Reading]], notes: tuple[str, ...]
) -> Letter:
    # A message around the one with the links is the later one: its day does not help when the inner one has none.
    telling = [each for each in chosen if each.links] or list(chosen)
    days = [each.day for each in chosen if each.day] if any(each.day for each in telling) else []
    received = min(days, default=None)
    groups = readings if kind == "other" else _holding(chosen, readings)
    every, near = [each for group in readings for each in group], [each for group in groups for each in group]
    numbers = [each.number for each in chosen if each.number] or [each.number for each in every if each.number]
    reasons = tuple(dict.fromkeys(why for group in groups for why in _reasons(group)))
    verdict: Verdict = "not-p1" if kind == "other" else "suspicious" if reasons else "consistent"
    return Letter(
        kind,
        numbers[0] if len(set(numbers)) == 1 else None,
        received,
        link_deadline(received) if kind == "grant" and received and verdict == "consistent" else None,
        tuple(dict.fromkeys(link for each in chosen for link in each.links)),
        tuple(dict.fromkeys(link for each in every for link in each.suspicious)),
        tuple(dict.fromkeys((*(note for each in chosen for note in each.notes), *notes))),
        tuple(dict.fromkeys(name for each in near for name in each.dangers)),
        verdict,
        reasons,
        telling[0].sender,
        tuple(dict.fromkeys(name for each in near for name in each.message.files)),
        tuple(dict.fromkeys(name for each in near for name in each.message.certificates)),
    )


def _problem(code: str, what: str, *causes: str) -> FlowError:
    following = "Proszę zapisać samą wiadomość jako plik .eml albo .msg lub wkleić jej treść."
    return FlowError(Problem(code, what, causes, following, page="granted-email", ask="wiadomosc"))
