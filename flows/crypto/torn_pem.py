"""PEM after an editor, a mail program or a web page had it: what they did to it is undone, as far as nothing is lost.

Met in public reports: dashes turned into typographic ones or cut, no-break spaces, quotation marks of mail, RTF and
HTML around it, quoted-printable, line ends written out as in JSON, a first or last line that was not copied. Whatever
is pieced together counts only when it is one whole DER element, so that a lost line stays damage. Each expression is
linear, and texts of more than 128 Ki characters (a page that Word made of one certificate has a tenth of that) are left
alone.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from flows.base.door import later
from flows.base.patterns import regex
from flows.crypto import der

_UNESCAPE: Callable[[str], str] = later("html:unescape")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⸺⸻﹘﹣－"), "-")
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_MISREAD_DASHES = regex("â€[“”\u0093\u0094]")  # a dash of UTF-8 that was taken for Windows' code page
_LABELS = (
    r"(?:NEW )?CERTIFICATE REQUEST|(?:X509 |TRUSTED )?CERTIFICATE|PKCS ?#?7(?: SIGNED DATA)?|CMS|PKCS ?#?12"
    r"|(?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY"
)
_MARK = regex(rf"[- \t]{{0,20}}\b(BEGIN|END)[ \t]{{1,4}}({_LABELS})\b[- \t]{{0,20}}", re.IGNORECASE)
_QUOTED = regex(r"[>|»:\s]+")
_BODY = regex(r"[A-Za-z0-9+/]+={0,2}")
_BREAK = regex(r"<(?:br|/?p|/?div|/?li|/?tr|/?td|/?pre)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = regex(r"</?[A-Za-z!][^<>]{0,2000}>")
_RTF = regex(
    r"\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?\??|\\([a-z]{1,32})-?\d{0,10} ?|\\([^a-z0-9])|[{}]|[\r\n]", re.IGNORECASE
)
_RTF_BREAKS = {"par", "line", "row", "cell", "tab", "sect", "page"}
_RTF_CHARACTERS = {"emdash": "-", "endash": "-", "~": " ", "_": "-", "\\": "\\", "\n": "\n", "\r": "\n"}
_MAX_CHARACTERS = 131_072
_START = "MI"  # base64 of 30 8x: a DER sequence of 128 bytes or more
_HEADER = 12  # base64 characters that hold a tag and its length
_MIN_BARE = 200  # base64 characters of the shortest certificate are about 500


def pieces(text: str) -> Iterator[tuple[str, bytes | None]]:
    """Each object's label ("" where only base64 is left) and DER; None where it is not whole."""
    if len(text) > _MAX_CHARACTERS or _START not in text:
        return
    opened: str | None = None
    body: list[str] = []
    for line in straightened(text).split("\n"):
        mark = _MARK.fullmatch(line)
        if mark is None:
            if _BODY.fullmatch(line):
                body.append(line)
            elif line and opened is None and ":" not in line:  # prose: what stood before it is no body
                yield from _bare(body)
                body = []
            continue
        begins, label = mark[1].upper() == "BEGIN", mark[2].upper()
        if opened is not None:
            yield opened, _whole(body, closed=not begins)
        elif not begins:  # the first line was not copied
            yield label, _whole(_from_start(body), closed=True)
        else:
            yield from _bare(body)
        opened, body = (label if begins else None), []
    if opened is not None:
        yield opened, _whole(body, closed=False)
    else:
        yield from _bare(body)


def straightened(text: str) -> str:
    """The text in lines as PEM has them: marks on lines of their own, no quotation marks, no typography."""
    if text.lstrip().startswith("{\\rtf"):
        text = _RTF.sub(_of_rtf, text)
    if _TAG.search(text):
        text = _UNESCAPE(_TAG.sub("", _BREAK.sub("\n", text)))
    if "=3D" in text:  # quoted-printable: there a padding is never a bare "="
        text = re.sub(r"=[ \t]?\r?\n", "", text).replace("=3D", "=")
    text = text.replace("\\r", "").replace("\\n", "\n").replace("\r", "\n")
    text = _MISREAD_DASHES.sub("-", text).translate(_DASHES).translate(_NOTHING)
    text = text.replace("\u00a0", " ")
    text = _MARK.sub(lambda mark: f"\n{mark[0].strip()}\n", text)
    return "\n".join(_line(each) for each in text.split("\n"))


def _line(line: str) -> str:
    start = _QUOTED.match(line)
    rest = (line[start.end() :] if start else line).strip().strip("\"',;")
    return rest if _MARK.fullmatch(rest) or ":" in rest else _unspaced(rest)


def _unspaced(line: str) -> str:
    """Base64 with spaces in it; prose keeps them, and is no base64 for that."""
    words = line.split()
    longest = max(map(len, words), default=0)
    return "".join(words) if longest >= 16 or len(words) == 1 else " ".join(words)  # noqa: PLR2004  (no Polish word)


def _of_rtf(found: re.Match[str]) -> str:
    code, number, word, sign = found.groups()
    if code is not None:
        return bytes.fromhex(code).decode("cp1250", "replace")
    if number is not None:
        return chr(int(number) % 0x10000)
    if word is not None:
        return "\n" if word.lower() in _RTF_BREAKS else _RTF_CHARACTERS.get(word.lower(), "")
    return _RTF_CHARACTERS.get(sign or "", "")


def _bare(body: list[str]) -> Iterator[tuple[str, bytes | None]]:
    """Base64 without its marks; nothing where it is no whole object of ours."""
    if sum(map(len, body)) >= _MIN_BARE:
        content = _whole(_from_start(body), closed=False)
        if content is not None and der.shape(content) is not None:
            yield "", content


def _from_start(body: list[str]) -> list[str]:
    """Without short words above it („Witam”), which are base64 as well."""
    at = next((number for number, line in enumerate(body) if line.startswith(_START)), 0)
    return body[at:]


def _whole(body: list[str], *, closed: bool) -> bytes | None:
    """The one element that the lines are; where no mark closed them, lines after its end are none of it."""
    length = der.outer_length(_decoded("".join(body)[:_HEADER]) or b"")
    if length is None:
        return None
    wanted = -(-length // 3) * 4
    taken = 0
    for number, line in enumerate(body):
        taken += len(line)
        if taken >= wanted - 2 and (not closed or number == len(body) - 1):  # the padding may be lost
            content = _decoded("".join(body[: number + 1]))
            return content if content and len(content) == length else None
    return None


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
