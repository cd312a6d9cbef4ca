"""The seven flows by name, in the order of the renewal, and what belongs to one of them.

Step 6 on a computer whose certificate store we do not know is done by a person: the assistant shows the page and keeps
what it was told, and says that it did not see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flows.calendar import flow as reminders
from flows.csr import flow as csr
from flows.engine.model import ByHand, Flow
from flows.mail import flow as mail
from flows.p12 import flow as p12
from flows.raportnet import flow as raportnet
from flows.sow import flow as sow
from flows.stores import choose as stores
from flows.windows import flow as windows
from flows.zsmopl import flow as zsmopl

_WINDOWS_BY_HAND = ByHand("windows", "Czy oba certyfikaty są na wszystkich komputerach?", page="windows-install")
_ALL = (
    csr.FLOW,
    sow.FLOW,
    mail.FLOW,
    p12.FLOW,
    zsmopl.FLOW,
    windows.FLOW if stores.is_here() else replace(windows.FLOW, items=(_WINDOWS_BY_HAND,), options=()),
    raportnet.FLOW,
)
FLOWS: Mapping[str, Flow] = MappingProxyType({flow.name: flow for flow in _ALL})
EVERY: Mapping[str, Flow] = MappingProxyType(
    {**FLOWS, **{flow.name: flow for flow in (windows.KIT, windows.OLD, reminders.FLOW)}}
)
"""The steps, then what belongs to one of them, or to all, and is only done when asked for by name."""
