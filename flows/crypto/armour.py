"""Takes the wrapping off: PEM in all the states in which browsers, mail and editors leave it, UTF-16, bare base64, DER.

PEM as it should be is read here; what does not come out of it whole is tried again by ``torn_pem``.

Measured: cryptography loads PEM with a BOM, CRLF and leading text, and refuses doubled line ends, UTF-16, DER, PKCS#7
and bare base64. So we look at the content and hand it DER only.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.base.patterns import regex
from flows.crypto import der, torn_pem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN, _END, _DASHES = "-----BEGIN ", "-----END ", "-----"
_MAX_LABEL = 64
_BARE = regex(r"[A-Za-z0-9+/]{64,}={0,2}")
_BARE_START = "MI"  # base64 of 30 8x: a DER sequence of 128 bytes or more
_MOSTLY = 0.4  # of the bytes of Latin text in UTF-16, half are zero


@dataclass(frozen=True, slots=True)
class Block:
    """One wrapped object: its PEM label ("" without PEM) and its DER (None: the wrapping is damaged)."""

    label: str
    content: bytes | None

    @property
    def shape(self) -> der.Shape | None:
        """What the content is; the label is asked only when the content cannot be seen (damaged or encrypted)."""
        return (der.shape(self.content) if self.content is not None else None) or _shape_by_label(self.label)


def _shape_by_label(label: str) -> der.Shape | None:
    label = label.replace(" #", "").replace("#", "")
    if "PRIVATE KEY" in label:
        return "private-key"
    if "CERTIFICATE REQUEST" in label:
        return "request"
    if "PKCS7" in label or label == "CMS":
        return "pkcs7"
    if "PKCS12" in label:  # as GnuTLS writes it
        return "pkcs12"
    return "certificate" if "CERTIFICATE" in label else None


def blocks(data: bytes) -> tuple[Block, ...]:
    """Every object in the file, in order; () when it holds none. Linear in the file's size; never raises."""
    if data[:1] == b"\x30" and der.shape(data) is not None:
        length = der.outer_length(data)
        # An editor or a download may have left a line end behind; other bytes after the end stay, to be refused.
        return (Block("", data[:length] if length and not data[length:].strip(b"\0\r\n\t ") else data),)
    text = as_text(data)
    found = tuple(_pem_blocks(text))
    if found and all(_is_whole(each) for each in found):
        return found
    bare = () if found else _bare_base64(text)
    if bare:
        return bare
    repaired = tuple(Block(label, content) for label, content in torn_pem.pieces(text))
    return max(found, repaired, key=_readable)  # of equals the first


def _is_whole(block: Block) -> bool:
    return block.content is not None and der.outer_length(block.content) in (None, len(block.content))


def _readable(found: tuple[Block, ...]) -> tuple[int, int, bool]:
    """How many objects came out whole, and how many at all; that there are damaged ones is more than nothing."""
    known = [each for each in found if each.content is not None and each.shape is not None]
    return sum(map(_is_whole, known)), len(known), bool(found)


def as_text(data: bytes) -> str:
    """The file as text: UTF-16 with or without its mark, UTF-8 with or without, else Windows' Polish code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:200].count(0) > _MOSTLY * len(data[:200]):
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1250", "replace")


def _pem_blocks(text: str) -> Iterator[Block]:
    at = text.find(_BEGIN)
    end = 0
    while at != -1:
        start = at + len(_BEGIN)
        following = text.find(_BEGIN, start)
        label = text[start : start + _MAX_LABEL].split("-", 1)[0].strip()
        label_end = text.find(_DASHES, start, start + _MAX_LABEL + len(_DASHES))
        if 0 <= end < start:  # once no END is left, looking again for every BEGIN would take quadratic time
            end = text.find(_END, start)
        whole = label_end != -1 and end != -1  # an END of the next block leaves a BEGIN in the body: no base64
        yield Block(label, _decoded(text[label_end + len(_DASHES) : end]) if whole else None)
        at = following


def _decoded(body: str) -> bytes | None:
    """Base64 without line ends of any sort and without the headers of an encrypted key (RFC 1421)."""
    compact = "".join("".join(line.split()) for line in body.splitlines() if ":" not in line)
    try:
        return base64.b64decode(compact, validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _bare_base64(text: str) -> tuple[Block, ...]:
    compact = "".join(text.split())
    if not compact.startswith(_BARE_START) or not _BARE.fullmatch(compact):
        return ()
    # Cut to whole groups: a truncated file is then a truncated certificate, not an unknown file.
    content = base64.b64decode(compact[: len(compact) // 4 * 4])
    return (Block("", content),) if der.shape(content) else ()
