"""Outlook's .msg: a compound file whose streams are the message's properties (MS-OXMSG, MS-OXPROPS)."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import olefile

from flows.base.errors import FlowError, Problem
from flows.mail.letters import dates as letter_dates
from flows.mail.letters import headers as letter_headers
from flows.mail.letters import text as letter_text
from flows.mail.letters.attachments import Attachments
from flows.mail.letters.message import Body, Budget, Message, Opened, html_body, plain_body

_FAT_COUNT_AT = 44
_FAT_COVERS = 128 * 512  # bytes of the file that one sector of its allocation table describes, at least
_SPARE = 2
_SUBJECT, _SENDER, _BODY, _HTML, _HEADERS = "0037", "0C1A", "1000", "1013", "007D"
_NAME, _SHORT_NAME, _TYPE = "3707", "3704", "370E"
_ADDRESSES = ("5D01", "0C1F")
"""The sender's address: by SMTP, or as the sending program knew it."""
_RTF = "__substg1.0_10090102"
"""The body in compressed RTF. No small library undoes all of it: compressed-rtf (MIT) only the compression; RTFDE gets
at the links, but is LGPL and brings lark and oletools."""
_FILE, _EMBEDDED = "__substg1.0_37010102", "__substg1.0_3701000D"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_ROOT_HEADER, _EMBEDDED_HEADER, _PROPERTY = 32, 24, struct.Struct("<IIQ")
_MAX_PROPERTIES = 16_384
_HEAD = 4_096
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_message(data: bytes, budget: Budget, depth: int = 0) -> Opened:
    """The message in a .msg file and those within it; attached files stay closed.

    Raises FlowError ``message-damaged``.
    """
    try:
        _check_tables(data)
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            opened = _messages(ole, budget, depth)
    except Exception as error:  # olefile answers damage with whatever comes: IndexError, struct.error, TypeError…
        raise _damaged() from error
    if not opened.attached and not any(each.bodies or each.subject or each.seal for each in opened.messages):
        raise _damaged()
    return opened


def _check_tables(data: bytes) -> None:
    """A hostile header must not decide how much is read: olefile would. Raises ValueError, struct.error."""
    (tables,) = struct.unpack_from("<I", data, _FAT_COUNT_AT)
    if tables > len(data) // _FAT_COVERS + _SPARE:
        raise ValueError(tables)


def _messages(ole: Any, budget: Budget, depth: int) -> Opened:
    """Every storage that holds a message: the root, and those of attached ones, by their path."""
    messages: list[Message] = []
    attached: list[tuple[bytes, int]] = []
    waiting = [((), depth)] if budget.part(depth) else []
    folders = {tuple(path) for path in ole.listdir(streams=False, storages=True)}
    while waiting:
        path, deep = waiting.pop()
        files = Attachments()
        for folder in sorted(each for each in folders if len(each) == len(path) + 1 and each[:-1] == path):
            if not folder[-1].lower().startswith("__attach_version1.0_") or not budget.part(deep + 1):
                continue
            if (*folder, _EMBEDDED) in folders:
                waiting.append(((*folder, _EMBEDDED), deep + 1))
            elif (name := _file_name(ole, folder, budget)).endswith((".eml", ".msg")):
                attached.append((_stream(ole, (*folder, _FILE)), deep + 1))
            else:
                files.add(name, _text(ole, folder, _TYPE, budget).lower(), _stream(ole, (*folder, _FILE))[:_HEAD])
        messages.append(_message(ole, path, budget, files))
    return Opened(messages, attached)


def _file_name(ole: Any, folder: tuple[str, ...], budget: Budget) -> str:
    return (_text(ole, folder, _NAME, budget) or _text(ole, folder, _SHORT_NAME, budget)).lower().strip("\0 ")


def _message(ole: Any, path: tuple[str, ...], budget: Budget, files: Attachments) -> Message:
    headers = letter_headers.from_text(_text(ole, path, _HEADERS, budget))
    subject, sender = (letter_text.tidy(_text(ole, path, name, budget)) for name in (_SUBJECT, _SENDER))
    bodies: list[Body] = []
    plain = _text(ole, path, _BODY, budget)
    if plain:
        bodies.append(plain_body(plain))
    source = _text(ole, path, _HTML, budget) or letter_text.decode(
        budget.take(_stream(ole, (*path, f"__substg1.0_{_HTML}0102"))), None
    )
    if source:
        bodies.append(html_body(source))
    message = letter_headers.described(headers, tuple(bodies))
    submitted, delivered = _times(ole, path)
    address = next(filter(None, (letter_text.tidy(_text(ole, path, name, budget)) for name in _ADDRESSES)), "")
    return replace(
        message,
        subject=message.subject or subject,
        sender=message.sender or f"{sender} <{address}>",
        sent=message.sent or submitted,
        passed=message.passed or delivered,
        files=tuple(files.files),
        certificates=tuple(files.certificates),
        programs=tuple(files.programs),
        pictures=files.pictures or any(body.pictures for body in bodies),
        seal="rtf" if not source and ole.exists([*path, _RTF]) else "",
    )


def _text(ole: Any, path: tuple[str, ...], name: str, budget: Budget) -> str:
    """A text property: UTF-16, or in older files the system's code page."""
    wide = _stream(ole, (*path, f"__substg1.0_{name}001F"))
    if wide:
        return letter_text.decode(budget.take(wide), "utf-16-le")
    return letter_text.decode(budget.take(_stream(ole, (*path, f"__substg1.0_{name}001E"))), None)


def _stream(ole: Any, path: tuple[str, ...]) -> bytes:
    return bytes(ole.openstream(list(path)).read()) if ole.exists(list(path)) else b""


def _times(ole: Any, path: tuple[str, ...]) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """When it was submitted and when delivered: 100 ns since 1601 in UTC, in the fixed-length properties."""
    table = _stream(ole, (*path, "__properties_version1.0"))[:_MAX_PROPERTIES]
    table = table[_EMBEDDED_HEADER if path else _ROOT_HEADER :]
    found = {tag: value for tag, _, value in _PROPERTY.iter_unpack(table[: len(table) // 16 * 16])}
    return _day(found.get(_SUBMITTED)), _day(found.get(_DELIVERED))


def _day(ticks: int | None) -> tuple[date, ...]:
    try:
        return (letter_dates.polish_day(_EPOCH + timedelta(microseconds=ticks // 10)),) if ticks else ()
    except OverflowError:
        return ()


def _damaged() -> FlowError:
    return FlowError(
        Problem(
            "message-damaged",
            "To plik programu Outlook, ale nie da się go odczytać: jest uszkodzony albo to nie wiadomość.",
            ("plik skopiował się tylko częściowo", "to dokument zapisany starym Wordem lub Excelem"),
            "Proszę zapisać wiadomość jeszcze raz albo wkleić jej treść.",
            page="granted-email",
            ask="wiadomosc",
        )
    )
