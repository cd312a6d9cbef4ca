"""Waiting for another program: looks again and again, never longer than it was told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flows.ports.desktop import Gone, NotResponding

Found = TypeVar("Found")
STEP = 0.05
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The clock that waiting goes by: seconds of ``clock``, passed with ``sleep``. Tests bring their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def until(self, look: Callable[[], Found | None], seconds: float) -> Found | None:
        """What ``look`` finds first; None when it found nothing in time.

        A window that goes away or does not answer is looked for again; raises NotResponding when it still does not
        answer at the end.
        """
        end = self.clock() + seconds
        while True:
            busy: NotResponding | None = None
            try:
                if found := look():
                    return found
            except Gone:
                pass
            except NotResponding as error:
                busy = error
            if self.clock() >= end:
                if busy is not None:
                    raise busy
                return None
            self.sleep(STEP)

    def holds(self, look: Callable[[], bool], seconds: float, answers: float) -> bool:
        """Whether ``look`` stays true so long; a window may take ``answers`` seconds to say so, then as ``until``."""
        end = self.clock() + seconds
        while True:
            seen = self.until(lambda: (look(),), answers)  # of which False is one, too
            if seen is None or not seen[0]:
                return False
            if self.clock() >= end:
                return True
            self.sleep(STEP)

    def doing(self, action: Callable[[], None], seconds: float) -> None:
        """Does what may be done twice, again while the window does not answer. Raises NotResponding or Gone."""

        def done() -> bool:
            action()
            return True

        if self.until(done, seconds) is None:
            raise Gone("while doing")
