"""A password typed in plain lines: a dot per character, so that nobody thinks that the keyboard is broken."""

from __future__ import annotations

from collections.abc import Callable

from assistant.screen.intake import MAX_LINE_CHARACTERS, Keyboard

DOT = "•"
_RUB_OUT = "\b \b"
_BACKSPACE, _ALL, _END = "\b\x7f", "\x15", "\x04\x1a"  # Ctrl-U; Ctrl-D, Ctrl-Z
_ESCAPE = "\x1b"


def read_with_dots(label: str, keyboard: Keyboard, write: Callable[[str], None]) -> str:
    """One line; ``write`` puts text on the screen. Raises EOFError and KeyboardInterrupt."""
    write(label)
    typed: list[str] = []
    with keyboard.hidden():
        while (character := keyboard.character()) not in {"\r", "\n"}:
            if not character or (character in _END and not typed):
                write("\n")
                raise EOFError
            if character == _ESCAPE:
                _pass_over(keyboard)
            elif character in _BACKSPACE and typed:
                typed.pop()
                write(_RUB_OUT)
            elif character == _ALL:
                write(_RUB_OUT * len(typed))
                typed.clear()
            elif character.isprintable() and len(typed) < MAX_LINE_CHARACTERS:
                typed.append(character)
                write(DOT)
    write("\n")
    return "".join(typed)


def _pass_over(keyboard: Keyboard) -> None:
    """The rest of an arrow, a function key or the brackets of a paste: „[1;5D”, „OP”."""
    if not keyboard.waits() or keyboard.character() not in {"[", "O"}:
        return
    while keyboard.waits() and not "@" <= keyboard.character() <= "~":
        pass
