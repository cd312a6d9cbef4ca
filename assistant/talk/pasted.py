"""Pasted technical text: the first line that is recognised says what it is about; the rest is not words.

A block of PEM, an error of Java, openssl or Windows, an official message: whoever pastes one asks what it means here.
"""

from __future__ import annotations

from flows.base.patterns import regex
from flows.base.polish import fold

_ANYWHERE = (
    (r"-----begin [a-z ]*private key", "sharing-secrets", ""),
    (r"-----begin (?:new )?certificate request", "what-is-csr", "krzaczki"),
    (r"-----begin (?:trusted )?certificate", "link-opens-as-text", ""),
    (r"keystore was tampered with|keystore password was incorrect", "p12-wrong-password", "tampered"),
    (r"mac verify (?:error|failure)|mac invalid|failed to decrypt|bad decrypt", "p12-wrong-password", ""),
    (r"0x80070056|network password is not correct", "windows-errors", "kod-0x80070056"),
    (r"0x80070005\b", "windows-errors", "odmowa-dostepu"),
    (r"0x80070070\b", "windows-errors", "brak-miejsca"),
    (r"\b0x8[0-9a-f]{7}\b", "windows-errors", "kod-inny"),
    (r"does not have enough information to verify", "windows-errors", "brak-informacji"),
    (r"key values mismatch|public keys in reply and keystore don.t match", "pem-key-mismatch", ""),
    (
        r"err_no_private_key|no private key (?:found|available)|nss: no private key",
        "certificate-no-key",
        "err-no-private-key",
    ),
)
_AT_THE_START = (  # official messages: quoted in the middle of a question they are part of it
    (r"wniosek zostal przyjety i przekazany do realizacji", "sow-sent-confirmation", "komunikat-sie-pokazal"),
    (r"sukces: usunieto certyfikat", "zsmopl-check", "usunieto-nie-koniec"),
    (r"(?:szanowni panstwo,? )?do systemu p1 wplynal wniosek", "acknowledgement-email", ""),
)
_PATTERNS = [(regex(pattern), page, answer) for pattern, page, answer in _ANYWHERE]
_PATTERNS += [(regex(rf"\s*(?<!.)[„\"]?{pattern}"), page, answer) for pattern, page, answer in _AT_THE_START]
_TRACE = regex(r"^\s*(?:at [\w$.]+\(|File \"|[A-Za-z0-9+/=]{40,}\s*$|Caused by:|\.\.\. \d+ more)")


def recognised(text: str) -> tuple[str, str] | None:
    """The page, and the id of its answer, for the earliest thing in the text that is known; else None."""
    plain = fold(text)
    found = [(match.start(), page, answer) for pattern, page, answer in _PATTERNS if (match := pattern.search(plain))]
    return min(found, key=lambda each: each[0])[1:] if found else None


def words_only(text: str) -> str:
    """The text without lines that are no words: base64, and the places in a program's trace."""
    return "\n".join(line for line in text.splitlines() if not _TRACE.match(line))
