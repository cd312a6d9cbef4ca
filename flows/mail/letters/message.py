"""One message taken out of a file, and how much of the file may still be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias

from flows.base.patterns import regex
from flows.mail.letters import links as letter_links
from flows.mail.letters import marks as letter_marks
from flows.mail.letters import sender_marks
from flows.mail.letters import text as letter_text
from flows.mail.letters.text import Anchor

MAX_TEXT = 1_048_576
"""Bytes of text looked at in one message, headers and all its parts together."""
MAX_PARTS = 200
MAX_DEPTH = 20
MAX_ANCHORS = 2_000
"""Links looked at in one text, of each sort."""
_PICTURE = regex(r"<(?:img|svg|picture|object|canvas)\b", re.IGNORECASE)
OUTLOOK = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a .msg begins: a compound file (MS-CFB)."""


@dataclass(slots=True)
class Budget:
    """What is left to be looked at: bytes of text, parts. ``cut``: something was left out."""

    text: int = MAX_TEXT
    parts: int = MAX_PARTS
    cut: bool = False

    def take(self, data: bytes) -> bytes:
        """As much of ``data`` as is left."""
        taken = data[: self.text]
        self.cut |= len(taken) < len(data)
        self.text -= len(taken)
        return taken

    def part(self, depth: int) -> bool:
        """Whether one more part, this deep, may be looked at."""
        if self.parts <= 0 or depth > MAX_DEPTH:
            self.cut = True
            return False
        self.parts -= 1
        return True


@dataclass(frozen=True)
class Body:
    """A text of a message, tidied, with the links in it."""

    text: str
    anchors: tuple[Anchor, ...]
    html: bool = False
    pictures: bool = False

    @cached_property
    def low(self) -> str:
        """In lower case, sign for sign."""
        return self.text.lower()

    @cached_property
    def marks(self) -> list[letter_marks.Mark]:
        """Where it tells the dates of the messages that it quotes."""
        return letter_marks.marks(self.low)

    @cached_property
    def senders(self) -> list[tuple[int, str]]:
        """Where it names the senders of the messages that it quotes, and how."""
        return sender_marks.named(self.low)


def plain_body(text: str) -> Body:
    """A body from plain text."""
    tidied = letter_links.rejoined(letter_text.tidy(text))
    return Body(tidied, tuple(islice(letter_links.in_text(tidied), MAX_ANCHORS)))


def html_body(source: str) -> Body:
    """A body from HTML. An address that is the text of a link does not count: the link may lead elsewhere."""
    text, outside, anchors = letter_text.from_html(source, MAX_ANCHORS)
    bare = plain_body(outside)
    pictures = _PICTURE.search(source) is not None
    return Body(letter_text.tidy(text), (*anchors, *bare.anchors), html=True, pictures=pictures)


Seal: TypeAlias = Literal["", "encrypted", "winmail", "rtf"]
"""What keeps a message's text from us: encryption, Outlook's own winmail.dat, or its own RTF."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its own headers. ``sent``: what its Date may mean; ``passed``: when the first server had it."""

    subject: str
    sender: str
    sent: tuple[date, ...]
    passed: tuple[date, ...]
    bodies: tuple[Body, ...]
    files: tuple[str, ...] = ()
    """Names of what is attached."""
    reply_to: str = ""
    certificates: tuple[str, ...] = ()
    """Those of the files that are certificates."""
    programs: tuple[str, ...] = ()
    """Those that are programs or archives by their content, whatever their names say."""
    pictures: bool = False
    seal: Seal = ""
    torn: bool = False
    """It ends in the middle of itself: the file is not whole."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file held: messages, and ``attached`` letters of whichever format, each with its depth, still closed."""

    messages: list[Message]
    attached: list[tuple[bytes, int]]
