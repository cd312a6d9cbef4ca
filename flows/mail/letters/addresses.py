"""Where an odd address really leads, in the words of a browser (WHATWG URL). For showing only, never for trusting."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from flows.base.patterns import regex

_LONGEST = 2_000
_LONGEST_HOST = 253
_LONGEST_LABEL = 63
_SPECIAL = regex(r"(?:https?|wss?|ftp):[/\\]*|[/\\]{2,}|(?=www\.)", re.IGNORECASE)
_SCHEME = regex(r"([a-z][a-z0-9+.-]{0,20}):", re.IGNORECASE)
_GONE = regex("[\t\n\r]")  # a browser takes them out before it reads
_PORT = regex(r"(.*?):(\d{0,8})", re.DOTALL)
_NUMBER = regex(r"0x[0-9a-f]{0,8}|\d{1,12}")
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))
_USUAL_PORTS = {"", "80", "443"}
_POLISH = frozenset("ąćęłńóśźż")
_NAMELESS = "adres bez nazwy"
_TRUSTED_ENDS = (".ezdrowie.gov.pl", ".cez.gov.pl")


@dataclass(frozen=True, slots=True)
class Place:
    """What a browser opens: ``host`` in readable letters, ``encoded`` as it is asked for, "" for none; ``port``.

    ``pretends``: before the host stands something that reads like another one. ``plain``: it stands there as it is.
    """

    host: str
    encoded: str
    port: str
    pretends: bool
    plain: bool

    @property
    def strange(self) -> str:
        """The first letter of the name that is neither plain nor Polish, "" for none."""
        return next((sign for sign in self.host if not sign.isascii() and sign not in _POLISH), "")


def place(link: str) -> Place | None:
    """Where the address leads; None for one that is no address of the web (``javascript:``, ``data:``)."""
    cleaned = _GONE.sub("", link[:_LONGEST]).strip()
    match = _SPECIAL.match(cleaned)
    if match is None:
        return None
    authority = re.split(r"[/\\?#]", cleaned[match.end() :], maxsplit=1)[0]
    user, _, rest = authority.rpartition("@")
    beyond = cleaned[match.end() + len(authority) :]
    name, port = _with_port(rest)
    readable = _readable(name)
    encoded = ".".join(_encoded(label) for label in readable.split("."))
    pretends, plain = bool(user) or beyond[:1] == "\\", name.lower() == encoded
    return Place(_numeric(encoded) or readable, _numeric(encoded) or encoded, port, pretends, plain)


def _with_port(text: str) -> tuple[str, str]:
    match = None if text.endswith("]") else _PORT.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def _readable(name: str) -> str:
    """The host's name, its %xx, full-width and encoded (xn--) letters read."""
    plain = unicodedata.normalize("NFKC", unquote(name[:_LONGEST_HOST])[:_LONGEST_HOST])
    labels = plain.translate(_DOTS).lower().strip().rstrip(".").split(".")
    return ".".join(_decoded(label) for label in labels)


def _decoded(label: str) -> str:
    if not label.startswith("xn--") or len(label) > _LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _encoded(label: str) -> str:
    if label.isascii() or len(label) > _LONGEST_LABEL:
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def _numeric(host: str) -> str:
    """An address in numbers, also as 0xB9291D01 or 3106479361, in its usual form; "" for a name."""
    parts = host.split(".")
    if not 1 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004  (IPv4)
        return ""
    try:
        *first, last = (_integer(part) for part in parts)
        number = sum(part << (24 - 8 * at) for at, part in enumerate(first)) + last
        return str(ipaddress.IPv4Address(number))
    except ValueError:
        return ""


def _integer(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and len(part) > 1 else int(part)


def told(link: str) -> str:
    """Where the address leads and what is odd about how it is written, for a person."""
    opened = place(link)
    if opened is None:
        scheme = _SCHEME.match(link)
        return f"adres typu „{scheme[1].lower()}:”" if scheme else printable(link[:40].strip()) or _NAMELESS
    host = printable(opened.host) or _NAMELESS
    remarks = []
    if opened.strange:
        strange, encoded = printable(opened.strange), printable(opened.encoded)
        remarks.append(f"w adresie jest obca litera „{strange}”, naprawdę {encoded}")
    if opened.pretends:
        remarks.append("tam prowadzi przeglądarka, choć adres wygląda na inny")
    if opened.port not in _USUAL_PORTS:
        remarks.append(f"nietypowy port {opened.port}")
    elif f".{opened.encoded}".endswith(_TRUSTED_ENDS) and not remarks and not opened.plain:
        remarks.append("nietypowo zapisany")
    return f"{host} ({'; '.join(remarks)})" if remarks else host


def printable(text: str) -> str:
    """The text without signs that a console would obey."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
