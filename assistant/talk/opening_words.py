"""The words that ask for a page to be opened: „otwórz”, „otwórz oba”, „no otwórz mi tę stronę jeszcze raz”. Pure."""

from __future__ import annotations

from typing import Literal

from assistant.talk.reading import is_question
from flows.base.patterns import regex
from flows.base.polish import bare_words

_BEFORE = r"(?:(?:no|to|ok|dobra|dobrze|prosze|tak|jeszcze raz|teraz) )*"
_WHAT = (
    r"(?:strone|strona|formularz|link|odnosnik|pierwszy|drugi|ten|te|ta|to|go|ja|mi|nam|w przegladarce|przegladarke)"
)
_AFTER = r"(?: (?:jeszcze raz|ponownie|znowu|teraz|prosze))*"
_OPEN = regex(rf"{_BEFORE}(?:otworz|otwieraj|otwieramy)(?: {_WHAT})*{_AFTER}")
_BOTH = regex(
    rf"{_BEFORE}(?:otworz|otwieraj|otwieramy)(?: (?:mi|nam|od razu))* (?:oba|obydwa|wszystkie|wszystko|je|linki|"
    rf"odnosniki)(?: (?:linki|odnosniki|strony|od razu|naraz))*{_AFTER}"
)


def opening(text: str) -> Literal["", "one", "both"]:
    """Whether the whole line asks for that, and for how much; a question does not."""
    words = bare_words(text)
    if is_question(text):
        return ""
    return "both" if _BOTH.fullmatch(words) else "one" if _OPEN.fullmatch(words) else ""
