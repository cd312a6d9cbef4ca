"""Text that is going to be pasted into a ticket: nobody's name stands in its paths, no number of a person in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePath

from flows.base.patterns import regex
from flows.ports.place import this_place

USER, SERVER, NUMBER = "UŻYTKOWNIK", "SERWER", "[11 cyfr]"
_END = r"""(?![^\\/\s.,;:„”"')]|\.\S)"""
# A user's name may have spaces in it, so only a separator after it tells where it ends; without one, the first space.
_PROFILE = regex(
    rf"""(?P<place>[\\/](?:Users|home|Użytkownicy)[\\/])(?!{USER}\b)"""
    r"""(?:[^\\/\n:;,„”"'()]+(?=[\\/])|[^\\/\s:;,„”"'()]+)""",
    re.IGNORECASE,
)
_SHARE = regex(r"(?<![\w\\:])\\\\(?![?.]\\)[^\\/\s]+(?=\\)")
_ELEVEN_DIGITS = regex(r"(?<!\d)\d{11}(?!\d)")


def pasteable(text: str) -> str:
    """The text as it may be shown to a stranger, on this computer and for this user."""
    return without_names(text, _names(), Path.home())


def without_names(text: str, names: Iterable[str], home: PurePath) -> str:
    """Replaces the user's own folder, the users' and the computers' names in paths, and what could be a PESEL.

    Only whole parts of a path: a user called „stan” must not change the words of a report.
    """
    if len(home.parts) > 1:  # "/" as the home of a service names nobody, and begins every path
        beside = str(home.with_name(USER))
        text = re.sub(re.escape(str(home)) + _END, lambda _: beside, text, flags=re.IGNORECASE)
    for name in names:
        text = re.sub(rf"(?<=[\\/]){re.escape(name)}{_END}", USER, text, flags=re.IGNORECASE)
    text = _PROFILE.sub(rf"\g<place>{USER}", text)
    text = _SHARE.sub(rf"\\\\{SERVER}", text)
    return _ELEVEN_DIGITS.sub(NUMBER, text)


def _names() -> tuple[str, ...]:

    place = this_place()
    return tuple(name for name in (place.account, place.computer) if len(name) > 1)
