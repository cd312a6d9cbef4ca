"""What a visible line is before anything is made of it: the one reader of the conversation and of ``zapytaj``. Pure.

A line is read in this order: a pasted e-mail; what gives a password or a PESEL away; another alphabet; several lines;
an order, however it is said; a step's name; a command word. What depends on where the talk stands is told to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.talk.reading import Command, in_another_alphabet, read_command, read_flow
from assistant.talk.small_talk import small_talk, without_temper
from flows.mail.letters.looks import looks_like_letter

if TYPE_CHECKING:
    from assistant.screen.hidden import Private
    from assistant.talk.orders import Order
    from flows.engine.model import Flow


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read.

    ``text``: the line without mood words, or the order that was meant, then ``ordered``, and ``guessed`` if by a typo;
    of a letter and of what is private the line itself. ``step``: the step that the whole line names.
    """

    kind: Literal["letter", "password", "pesel", "alphabet", "lines", "one"]
    text: str
    step: str | None = None
    command: Command | None = None
    ordered: bool = False
    guessed: bool = False


def read_line(
    line: str, flows: Mapping[str, Flow], *, private: Callable[[str], Private], order: Callable[[str], Order | None]
) -> Line:
    """``flows``: what a line may name; ``private``: what a line gives away; ``order``: the order in a line."""
    if looks_like_letter(line):
        return Line("letter", line)
    if seen := private(line):
        return Line(seen, line)
    if in_another_alphabet(line):
        return Line("alphabet", line)
    text = visible(line)
    if "\n" in line.strip():
        return Line("lines", text)
    text = _content(text)
    meant = order(text)
    if meant is None:
        return Line("one", text, read_flow(text, flows), read_command(text))
    said = meant.line
    return Line("one", said, read_flow(said, flows), read_command(said), ordered=True, guessed=meant.guessed)


def visible(line: str) -> str:
    """The line on one row; control characters, which would reach the screen with an unknown word, stand as „�”."""
    return "".join(_shown(sign) for sign in line).strip()


def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else "\ufffd"


def _content(text: str) -> str:
    """The line without mood words; one that would confirm something stays as typed, and confirms nothing."""
    if not any(sign in text for sign in " ,;!."):
        return text
    bare = without_temper(text)
    command = read_command(bare)
    confirms = command is not None and command.name in {"yes", "done", "runs"}
    return text if bare == text or confirms or small_talk(text) else bare
