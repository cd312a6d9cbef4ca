"""Whether windows of other programs can be driven here, and with what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.ports.desktop import Desktop


def is_here() -> bool:
    """Only Windows has RaportNet, and a desktop that we know how to drive."""
    return sys.platform == "win32"


def open_desktop() -> Desktop:
    """This computer's desktop. Raises FlowError ``raportnet-no-desktop`` where there is none that we know."""
    if sys.platform == "win32":
        from flows.desktop.windows import WindowsDesktop  # only there

        return WindowsDesktop()
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable on Windows)
        from flows.desktop import problems  # start-up

        raise problems.no_desktop()
