"""What is proved of a step: done, said to be done, begun, or still to do, and on what that rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

StepState: TypeAlias = Literal["done", "said", "partly", "waiting", "doubt", "todo", "skipped", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a step's ``proves`` returns.

    ``said``: only the user's word; ``partly``: begun and interrupted, or half of it there; ``waiting``: somebody else
    has to act; ``doubt``: the files and the journal contradict each other; ``skipped`` and ``not-applicable``: the
    user goes past it. ``evidence`` says on what this rests.
    """

    state: StepState
    evidence: str

    @property
    def is_closed(self) -> bool:
        """Whether there is nothing to do in it for now."""
        return self.state in {"done", "said", "skipped", "not-applicable"}
