"""What the operations share that leave nothing half done: a journal entry, or a file that appears in one piece."""

from __future__ import annotations

from flows.engine.plan import Answers, Plan, Probe
from flows.ports.computer import Computer


class StartsAnew:
    """Cut short, such an operation is simply planned anew."""

    __slots__ = ()

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """There is nothing to find."""
        return "not"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """There is nothing to complete."""
        return None
