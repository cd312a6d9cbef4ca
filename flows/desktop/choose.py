"""Whether windows of other programs can be driven here, and with what."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from flows.base.door import later

if TYPE_CHECKING:
    from flows.base.errors import FlowError
    from flows.ports.desktop import Desktop

_WINDOWS: Callable[[], Desktop] = later("flows.desktop.windows:WindowsDesktop")
_NO_DESKTOP: Callable[[], FlowError] = later("flows.desktop.problems:no_desktop")


def is_here() -> bool:
    """Only Windows has RaportNet, and a desktop that we know how to drive."""
    return sys.platform == "win32"


def open_desktop() -> Desktop:
    """This computer's desktop. Raises FlowError ``raportnet-no-desktop`` where there is none that we know."""
    if sys.platform == "win32":
        return _WINDOWS()
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable on Windows)
        problem = _NO_DESKTOP()
        raise problem
