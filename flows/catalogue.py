"""The one list of steps, in the order of the renewal, and what belongs to one of them.

A flow is imported when it is looked up: a command that needs one step does not wait for the others.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flows.base.door import Door

if TYPE_CHECKING:
    from flows.engine.model import Flow

_STEPS: dict[str, Flow | Door] = {
    "csr": Door("flows.csr.flow:FLOW"),
    "sow": Door("flows.sow.flow:FLOW"),
    "mail": Door("flows.mail.flow:FLOW"),
    "p12": Door("flows.p12.flow:FLOW"),
    "zsmopl": Door("flows.zsmopl.flow:FLOW"),
    "windows": Door("flows.windows.flow:FLOW"),
    "raportnet": Door("flows.raportnet.flow:FLOW"),
}
_BESIDE: dict[str, Flow | Door] = {
    "zestaw": Door("flows.windows.flow:KIT"),
    "stare": Door("flows.windows.flow:OLD"),
    "kalendarz": Door("flows.calendar.flow:FLOW"),
}


class _Flows(Mapping[str, "Flow"]):
    """Flows by name, each behind its door."""

    def __init__(self, doors: Mapping[str, Flow | Door]) -> None:
        self._doors = doors

    def __getitem__(self, name: str) -> Flow:
        found = self._doors[name]
        if isinstance(found, Door):
            flow: Flow = found.opened
            return flow
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._doors

    def __iter__(self) -> Iterator[str]:
        return iter(self._doors)

    def __len__(self) -> int:
        return len(self._doors)


FLOWS: Mapping[str, Flow] = _Flows(_STEPS)
"""The steps by name."""
EVERY: Mapping[str, Flow] = _Flows(ChainMap(_BESIDE, _STEPS))
"""The steps, then what belongs to one of them, or to all, and is only done when asked for by name."""
