"""An e-mail about the application to P1, read as it is: what it says, how long its links work, which of them are real.

A deadline told too late is the worst error, since after 30 days everything starts anew: in doubt the earlier day
counts, and a note says so. Real links are told by their hosts alone: a sender is forged easily.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.crypto import armour
from flows.folder.deadlines import link_deadline
from flows.mail.letters import text as letter_text
from flows.mail.letters.message import MAX_TEXT, OUTLOOK, Message, html_body, plain_body
from flows.mail.letters.mime import looks_like_a_message
from flows.mail.letters.opening import read_messages
from flows.mail.letters.reading import Kind, Reading, read

MAX_LETTER_BYTES = 25 * 1_048_576
_BLANK = b"\0\r\n\t "
_NOT_LETTERS = (b"%PDF", b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_HTML = re.compile(r"<(?:!doctype html|html|head|body|div|table|p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says.

    ``number``: the application's. ``received``: the day of the original message in Polish time, None when it cannot be
    told; ``deadline``: the last day of a grant's links, 30 days later. ``links``: https to ezdrowie.gov.pl;
    ``suspicious``: other links of a message that claims to be about P1, never to be opened. ``notes``: Polish sentences
    on what is in doubt; ``dangers``: names of programs and archives that it brings or leads to.
    """

    kind: Kind
    number: str | None
    received: date | None
    deadline: date | None
    links: tuple[str, ...]
    suspicious: tuple[str, ...]
    notes: tuple[str, ...]
    dangers: tuple[str, ...] = ()


def read_letter_file(path: Path, today: date) -> Letter:
    """Read an e-mail from its file. Raises FlowError as ``read_letter``, and file-missing, file-unreadable."""
    from flows.base.files import read_file  # start-up

    try:
        data = read_file(path, MAX_LETTER_BYTES)
    except FlowError as error:
        if error.problem.code == "file-too-large":
            raise FlowError(_too_large()) from error
        if error.problem.code == "file-unreadable" and path.is_dir():
            raise FlowError(_problem("message-not-mail", f"„{path}” to folder, a nie wiadomość.")) from error
        raise
    return read_letter(data, today)


def read_letter(data: bytes, today: date) -> Letter:
    """Read a saved e-mail (.eml, .msg, a mailbox, HTML) or pasted text of at most 25 MiB.

    Of several messages in a file the grant counts, with its own day.

    Raises:
        FlowError: message-too-large, message-empty, message-not-mail, message-damaged.
    """
    messages, cut, pasted = _messages(data)
    readings = [read(message, today, pasted=pasted) for message in messages]
    notes = ("Wiadomość jest bardzo duża: przejrzałem tylko jej najważniejszą część.",) if cut else ()
    grants = [each for each in readings if each.kind == "grant"]
    acknowledgements = [each for each in readings if each.kind == "acknowledgement"]
    # A forward of a look-alike has the title too, but its links lead elsewhere.
    if grants and (any(each.links for each in grants) or not any(each.look_alike for each in readings)):
        chosen, more = _same_grant(grants, today)
        return _letter("grant", chosen, readings, (*more, *notes))
    if acknowledgements:
        return _letter("acknowledgement", [_newest(acknowledgements)], readings, notes)
    others = [each for each in readings if each.look_alike] or readings
    return _letter("other", others[:1], readings, notes)


def _messages(data: bytes) -> tuple[list[Message], bool, bool]:
    """The messages in the file, whether some of it was left out, whether it is bare text without headers."""
    if len(data) > MAX_LETTER_BYTES:
        raise FlowError(_too_large())
    if not data.strip(_BLANK):
        raise FlowError(_problem("message-empty", "Wiadomość jest pusta.", "plik zapisał się niecały"))
    if data.startswith(OUTLOOK):
        return *read_messages(data), False
    if data.startswith(_NOT_LETTERS):
        what = "To nie jest zapisana wiadomość e-mail, tylko dokument, archiwum albo obraz."
        raise FlowError(_problem("message-not-mail", what, "wiadomość wydrukowano do PDF", "wskazano inny plik"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 3:
        data = armour.as_text(data).encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if looks_like_a_message(data):
        return *read_messages(data), False
    text = letter_text.decode(data[:MAX_TEXT], None)
    body = html_body(text) if _HTML.match(text) else plain_body(text)
    return [Message("", "", (), (), (body,))], len(data) > MAX_TEXT, True


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


def _letter(kind: Kind, chosen: Sequence[Reading], readings: Sequence[Reading], notes: tuple[str, ...]) -> Letter:
    # A message around the one with the links is the later one: its day does not help when the inner one has none.
    telling = [each for each in chosen if each.links] or list(chosen)
    days = [each.day for each in chosen if each.day] if any(each.day for each in telling) else []
    received = min(days, default=None)
    numbers = [each.number for each in chosen if each.number] or [each.number for each in readings if each.number]
    return Letter(
        kind,
        numbers[0] if len(set(numbers)) == 1 else None,
        received,
        link_deadline(received) if kind == "grant" and received else None,
        tuple(dict.fromkeys(link for each in chosen for link in each.links)),
        tuple(dict.fromkeys(link for each in readings for link in each.suspicious)),
        tuple(dict.fromkeys((*(note for each in chosen for note in each.notes), *notes))),
        tuple(dict.fromkeys(name for each in readings for name in each.dangers)),
    )


def _too_large() -> Problem:
    what = f"Wiadomość jest za duża: przyjmuję najwyżej {MAX_LETTER_BYTES // 1_048_576} MB."
    return _problem("message-too-large", what, "to cała skrzynka pocztowa albo wiadomość z dużymi załącznikami")


def _problem(code: str, what: str, *causes: str) -> Problem:
    following = "Proszę zapisać samą wiadomość jako plik .eml albo .msg lub wkleić jej treść."
    return Problem(code, what, causes, following, page="granted-email", ask="wiadomosc")
