"""Replies to lines of styled text, wrapped to the width of the screen. Pages are Markdown, everything else is plain.

Only what the pages use is supported: paragraphs, numbered and bulleted lists, bold, emphasis and code. Text that is
not a page is never read as Markdown: a Windows path would lose its backslashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from flows.base.door import later
from flows.base.patterns import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKDOWN: Callable[..., MarkdownIt] = later("markdown_it:MarkdownIt")

Style: TypeAlias = Literal["", "bold", "code", "title", "problem", "done", "muted", "question"]
Span: TypeAlias = tuple[Style, str]
Line: TypeAlias = list[Span]
DEFAULT_WIDTH = 80
MIN_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the assistant says.

    ``text`` is plain, but for kind "page", where it is Markdown, and kind "topic", where it is the slug of a page that
    the conversation puts in its place.
    """

    text: str
    kind: Literal["say", "topic", "page", "title", "problem", "done", "muted", "question"] = "say"


_BARE = regex(r"(?:(?!\s|[-+>#=~]|\d)[^\n*_`\[<&\\\t]+(?:\n+|$))+")
"""Nothing that Markdown gives a meaning: neither within the rows nor at their beginning."""
_STEERING = regex("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text without signs that steer a terminal or turn the order of letters.

    Names of files, keys and computers, subjects of certificates and entries of a journal on a stick are anybody's.
    """
    return _STEERING.sub("?", text)


def in_a_line(text: str) -> str:
    """A name or a subject without line ends, which would begin a line that looks like ours."""
    return " ".join(text.splitlines())


def lines(reply: Reply, width: int | None = DEFAULT_WIDTH) -> list[Line]:
    """The reply as lines of spans; ``width`` None leaves each paragraph on one line."""
    if reply.kind == "page":
        return _page(reply.text, width)
    style: Style = "" if reply.kind in {"say", "topic"} else reply.kind  # type: ignore[assignment]  # narrowed above
    result: list[Line] = []
    for row in shown(reply.text).split("\n"):
        body = row.lstrip(" ")
        indent = " " * (len(row) - len(body))
        marker = body[:2] if body[:2] in {"- ", "• "} else ""
        spans: list[Span] = [(style, body[len(marker) :])]
        result.extend(_wrap(spans, width, indent + marker, " " * len(indent + marker)))
    return result


def plain(markdown: str, width: int | None = None) -> str:
    """A page as plain text."""
    return "\n".join(text_of(line) for line in _page(markdown, width))


def text_of(line: Line) -> str:
    """The characters of a line."""
    return "".join(text for _, text in line).rstrip()


def _page(markdown: str, width: int | None) -> list[Line]:
    return _paragraphs(markdown, width) if _BARE.fullmatch(markdown) else _parsed(markdown, width)


def _paragraphs(text: str, width: int | None) -> list[Line]:
    """Markdown without any markup, as most answers are: its parser takes 20 ms to import."""
    result: list[Line] = []
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        if result:
            result.append([])
        result.extend(_wrap([("", " ".join(row.rstrip() for row in paragraph.split("\n")))], width, "", ""))
    return result


def _parsed(markdown: str, width: int | None) -> list[Line]:
    tokens = _MARKDOWN("commonmark", {"html": False}).parse(markdown)
    result: list[Line] = []
    numbers: list[int | None] = []
    marker, first_in_item = "", False
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                numbers.pop()
            case "list_item_open":
                number = numbers[-1]
                marker = "- " if number is None else f"{number}. "
                if number is not None:
                    numbers[-1] = number + 1
                first_in_item = True
            case "inline":
                base = "  " * (len(numbers) - 1) if numbers else ""
                rest = base + " " * (len(marker) if numbers else 0)
                start = base + marker if first_in_item else rest
                if result and not (numbers and token.level and first_in_item and _tight(result)):
                    result.append([])
                result.extend(_wrap(list(_spans(token)), width, start, rest))
                first_in_item = False
            case _:
                pass
    return result


def _tight(result: Sequence[Line]) -> bool:
    """Whether the line before belongs to a list, so that its items stand close together."""
    last = text_of(result[-1]).lstrip()
    return bool(result[-1]) and (last[:2] == "- " or last.split(". ")[0].isdigit() or text_of(result[-1])[:1] == " ")


def _spans(inline: Token) -> Iterator[Span]:
    style: Style = ""
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "em_open":
                style = "bold"
            case "strong_close" | "em_close":
                style = ""
            case "softbreak" | "hardbreak":
                yield "", " "
            case "code_inline":
                yield "code", token.content
            case _ if token.content:
                yield style, token.content
            case _:
                pass


def _wrap(spans: Sequence[Span], width: int | None, start: str, rest: str) -> list[Line]:
    """Greedy line breaking at spaces; a word longer than the line is left whole, so that it can be copied."""
    limit = max(width, MIN_WIDTH) if width is not None else None
    result: list[Line] = []
    line: Line = [("", start)] if start else []
    used = len(start)
    empty = True
    for word in _words(spans):
        length = sum(len(text) for _, text in word)
        if not empty and limit is not None and used + 1 + length > limit:
            result.append(line)
            line, used, empty = ([("", rest)] if rest else []), len(rest), True
        if not empty:
            line.append(("", " "))
            used += 1
        line.extend(word)
        used += length
        empty = False
    result.append(line)
    return result


def _words(spans: Sequence[Span]) -> Iterator[Line]:
    """Runs without spaces; one run may change its style („**Co dalej:**” and what touches it)."""
    word: Line = []
    for style, text in spans:
        for index, piece in enumerate(text.split(" ")):
            if index and word:
                yield word
                word = []
            if piece:
                word.append((style, piece))
    if word:
        yield word
