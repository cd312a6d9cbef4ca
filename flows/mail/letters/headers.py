"""Headers of an e-mail: values in whatever character set they really are, bounded before the stdlib reads them."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Plain
from email.parser import HeaderParser
from typing import TYPE_CHECKING

from flows.mail.letters import dates as letter_dates
from flows.mail.letters import text as letter_text
from flows.mail.letters.message import Body, Message

if TYPE_CHECKING:
    from email.message import Message as Headers

MAX_HEADER = 65_536
_MAX_VALUE = 4_096
_MAX_SENDERS = 5  # one is right; mail programs differ in which of several they show


def from_bytes(data: bytes) -> Headers:
    """The headers that the bytes are."""
    return HeaderParser().parsestr(letter_text.decode(data, None))


def from_text(text: str) -> Headers:
    """Headers that Outlook keeps as text."""
    return from_bytes(text[:MAX_HEADER].encode())


def value(headers: Headers, name: str) -> str:
    """A header's value as it stands, "" for none."""
    return str(headers.get(name, ""))[:_MAX_VALUE]


def parameter(headers: Headers, header: str, name: str) -> str:
    """A parameter of a header whose length is limited: the stdlib's splitting is quadratic."""
    short = Plain()
    short[header] = value(headers, header).replace("\n", " ").replace("\r", " ")
    found = short.get_param(name, "", header)
    return str(found[2] if isinstance(found, tuple) else found)


def file_name(headers: Headers) -> str:
    """What the part is called as a file, in lower case, "" for nothing."""
    name = parameter(headers, "content-disposition", "filename") or parameter(headers, "content-type", "name")
    return _words(name).lower().strip()


def _words(encoded: str) -> str:
    """Encoded words (RFC 2047) decoded, in whatever character set they really are."""
    encoded = encoded[:_MAX_VALUE]
    if "=?" not in encoded:
        return encoded
    try:
        pieces = decode_header(encoded)
    except (HeaderParseError, ValueError):
        return encoded
    return "".join(letter_text.decode(text, charset) if isinstance(text, bytes) else text for text, charset in pieces)


def described(headers: Headers, bodies: tuple[Body, ...]) -> Message:
    """A message by its headers."""
    received = headers.get_all("received", [])
    first = str(received[-1])[:_MAX_VALUE].rpartition(";")[2] if received else ""
    return Message(
        letter_text.tidy(_words(value(headers, "subject"))),
        letter_text.tidy(", ".join(_words(str(each)) for each in headers.get_all("from", [])[:_MAX_SENDERS])),
        letter_dates.header_day(value(headers, "date")),
        letter_dates.header_day(first),
        bodies,
        reply_to=letter_text.tidy(_words(value(headers, "reply-to"))),
    )
