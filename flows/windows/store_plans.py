"""What the operations on certificate stores share: whose store a plan speaks of."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from flows.engine.details import Details


@dataclass(frozen=True, slots=True)
class AtStore(Details):
    """``computer`` has the store: a folder on a share holds plans of several computers."""

    computer: str
    store: str

    @property
    def is_here(self) -> bool:
        """Whether it is this computer's."""
        return self.computer == platform.node()
