"""Bytes of an e-mail's part as text: character sets as they really are, HTML as lines, quoting taken off.

The stdlib's HTML parser takes quadratic time on hostile input in the patch versions of Python that we support
(CVE-2025-6069), and so does Unicode normalisation (8.8 s for 100,000 combining marks, measured): neither is used.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flows.base.patterns import regex

_CHARSETS = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "us-ascii"),
        *("iso-8859-1", "iso-8859-2", "iso-8859-15", "iso-8859-16", "cp1250", "cp1251", "cp1252", "cp852"),
        *("iso-8859-5", "koi8-r", "koi8-u"),
    )
)
"""Others cost more than they bring: punycode and idna are quadratic, zlib and bz2 are no character sets."""
_ONLY_CP1250 = regex(rb"[\x80-\x9f\xa5\xb9]")  # ś, ź, Ś, Ź, quotes, Ą, ą there; control characters in ISO-8859-2
_INVISIBLE = regex(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u0130\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_LONGEST_LINK = 2_000
_SPACE = regex(r"\s")
_MARGIN = " \t\u00a0>|*"
_MAX_ATTRIBUTES = 4_096
_MAX_SHOWN = 300

_BREAKS = "address|article|blockquote|br|center|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|table|tr|ul"
_LINKS = "a|area|base|form"
_MEANT = rf"(?:{_BREAKS}|{_LINKS}|td|th)(?=[\s/<>])"
_OTHER_TAG = regex(rf"<(?!/?{_MEANT})[!?/a-z][^<>]*>", re.IGNORECASE)
_TAG = regex(rf"<(/?)(?:(?P<breaks>{_BREAKS})|(?P<cell>td|th)|(?P<link>{_LINKS}))(?=[\s/<>])([^<>]*)>", re.IGNORECASE)
_UNFINISHED = regex(r"<[/!?a-z][^<>]*\Z", re.IGNORECASE)  # cut in its middle: the half address in it is none
_SKIPPED = regex(r"<!--|<style\b|<script\b", re.IGNORECASE)
_SKIPPED_END = {"<!--": "-->", "<style": "</style", "<script": "</script"}
_TARGET = regex(r"""(?<![\w-])(?:href|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TAKEN_OUT = regex(r"[\t\r\n]+")  # of an address, by every browser
# What Outlook alone shows, and what leads on without being a link: a form's button, a frame, a page that moves on.
_FOR_OUTLOOK = regex(r"<!--\s*\[if\b", re.IGNORECASE)
_IN_OUTLOOK = regex(r"<(?:a|area|form|v:[a-z]{1,20})(?=[\s/])[^<>]*>", re.IGNORECASE)
_LEADING_ON = regex(r"<(?:button|input|i?frame|embed|object|meta)(?=[\s/])[^<>]*>", re.IGNORECASE)
_PLACE = regex(
    r"<(?:(?:button|input)[^<>]*?(?<![\w-])formaction\s*=|(?:i?frame|embed)[^<>]*?(?<![\w-])src\s*=|"
    r"object[^<>]*?(?<![\w-])data\s*=|meta[^<>]*?;\s*url\s*=)"
    r"""\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_LONG_ENTITY = regex(r"&#[xX]?[0-9a-fA-F]{9,}")  # int() refuses 4,300 digits, and quietly takes quadratic time before


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it leads, as written, and what a reader sees of it ("" where that is the address itself)."""

    target: str
    shown: str = ""


def decode(data: bytes, charset: str | None) -> str:
    """The text, whatever the declared character set: UTF-8 wherever it fits, then the declared one, then a guess.

    Text with Polish letters in another character set is practically never valid UTF-8. Never raises.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _known(charset)
    if declared is not None and declared.startswith("utf-16"):
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared in (None, "utf-8", "ascii"):
        # A part cut at the limit may end within a letter: that is still UTF-8.
        try:
            return data[:-3].decode("utf-8-sig")
        except UnicodeDecodeError:
            declared = "cp1250" if _ONLY_CP1250.search(data) else "iso8859-2"
    return data.decode(declared or "cp1250", "replace")


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "")[:40].strip()).name
    except (LookupError, ValueError):
        return None
    return name if name in _CHARSETS else None


def tidy(text: str) -> str:
    """Lines without quoting, margins, invisible signs and empty ones. Its ``lower()`` is of the same length."""
    visible = _INVISIBLE.sub("", text.replace("\r", "\n"))
    lines = (line.lstrip(_MARGIN).rstrip() for line in re.sub(r"\n{2,}", "\n", visible).split("\n"))
    return "\n".join(line for line in lines if line)


def without_the_last_word(text: str) -> str:
    """A text that may have been cut within a word or an address: only what is whole."""
    at = max(0, len(text) - 2 * _LONGEST_LINK)
    return text[: max((match.start() for match in _SPACE.finditer(text, at)), default=at)]


def unsplit_links(text: str) -> str:
    """Links whole again in a text of „format=flowed; delsp=yes” (RFC 3676): a line's last space breaks even a word."""
    lines: list[str] = []
    within = False
    for each in text.replace("\r\n", "\n").split("\n"):
        if within:
            lines[-1] = lines[-1][:-1] + each.lstrip("> ")
        else:
            lines.append(each)
        word = lines[-1][-_LONGEST_LINK:-1].rpartition(" ")[2].lower()
        within = each.endswith(" ") and "://" in word and len(lines[-1]) < _LONGEST_LINK
    return "\n".join(lines)


def from_html(source: str, most: int) -> tuple[str, str, tuple[Anchor, ...]]:
    """The visible text in lines, the same without the text of links, and at most so many links. Linear."""
    source, for_outlook = _without_skipped(_INVISIBLE.sub("", source))
    beside = _beside(source, for_outlook)
    source = _UNFINISHED.sub("", _OTHER_TAG.sub("", source))
    first, *rest = _TAG.split(source)
    spaced = "<pre" in source.lower()
    if not spaced:
        first = _TAKEN_OUT.sub(" ", first)
    pieces, outside = [first], [first]
    anchors: list[Anchor] = []
    target, shown_from = "", 0
    tags = iter((*rest, "/", None, None, "a", "", ""))  # the end of the text closes what is open
    for slash, breaks, _, link, attributes, written in zip(*(tags,) * 6, strict=True):
        text = written if spaced else _TAKEN_OUT.sub(" ", written)
        if link:  # a link that is open ends at its end, at the next one, or with the text
            if target and len(anchors) < most:
                shown = _unescape("".join(pieces[shown_from:])[: 2 * _MAX_SHOWN])
                anchors.append(Anchor(target, " ".join(shown.split())[:_MAX_SHOWN]))
            target = "" if slash else _target(attributes) if len(anchors) < most else attributes
            shown_from = len(pieces)
            outside.append(" ")
        else:
            separator = "\n" if breaks else " "
            pieces.append(separator)
            outside.append(separator)
        pieces.append(text)
        if not target:
            outside.append(text)
    anchors += islice(beside, max(0, most - len(anchors)))
    return _unescape("".join(pieces)), _unescape("".join(outside)), tuple(anchors)


def _beside(source: str, for_outlook: str) -> Iterator[Anchor]:
    """Where a reader is led without a link's text: nothing of it is shown, all of it is judged."""
    for match in _IN_OUTLOOK.finditer(for_outlook):
        if target := _target(match.group()):
            yield Anchor(target)
    for match in _LEADING_ON.finditer(source):
        place = _PLACE.match(match.group()[:_MAX_ATTRIBUTES])
        if place and (target := _address(place)):
            yield Anchor(target)


def _without_skipped(source: str) -> tuple[str, str]:
    """Comments, styles and scripts cut out, and of these the comments that Outlook reads.

    One that is never closed reaches to the end, as in a browser.
    """
    kept: list[str] = []
    for_outlook: list[str] = []
    lowered = source.lower()
    at = 0
    while match := _SKIPPED.search(source, at):
        kept.append(source[at : match.start()])
        close = _SKIPPED_END[match.group().lower()]
        end = lowered.find(close, match.end())
        if _FOR_OUTLOOK.match(source, match.start()):
            for_outlook.append(source[match.start() : end if end != -1 else None])
        if end == -1:
            return "".join(kept), "".join(for_outlook)
        at = end + len(close)
    kept.append(source[at:])
    return "".join(kept), "".join(for_outlook)


def _target(attributes: str) -> str:
    match = _TARGET.search(attributes[:_MAX_ATTRIBUTES])
    return _address(match) if match else ""


def _address(match: re.Match[str]) -> str:
    """As a browser takes it: without tabs and line ends, also those written as entities, and spaces around it."""
    return _TAKEN_OUT.sub("", _unescape(next(filter(None, match.groups()), ""))).strip()


def _unescape(text: str) -> str:
    return html.unescape(_LONG_ENTITY.sub("", text)) if "&" in text else text
