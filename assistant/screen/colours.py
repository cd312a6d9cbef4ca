"""The few colours of the screen, by what a text is.

Windows' consoles are dark, and the dark half of both palettes (the old one and „Campbell”) is too dim on them: red
has a contrast of 1.9 and 3.2. There the bright half is used. Elsewhere the ground may be light or dark, and each
terminal's own plain colours are made for it.
"""

from __future__ import annotations

from collections.abc import Mapping

_SHAPE = {"bold": "bold", "title": "bold", "question": "bold", "bottom-toolbar": "noreverse"}
_ELSEWHERE = {"code": "ansicyan", "problem": "ansired", "done": "ansigreen", "muted": "ansibrightblack"}
_WINDOWS = {"code": "ansibrightcyan", "problem": "ansibrightred", "done": "ansibrightgreen", "muted": "ansigray"}


def colours(platform: str) -> Mapping[str, str]:
    """Names of styles and what prompt_toolkit calls their looks; ``platform`` as in ``sys.platform``."""
    return {**_SHAPE, **(_WINDOWS if platform == "win32" else _ELSEWHERE)}
