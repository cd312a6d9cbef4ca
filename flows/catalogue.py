"""The one list of steps, in the order of the renewal, and what belongs to one of them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from types import MappingProxyType

from flows.calendar import flow as reminders
from flows.csr import flow as csr
from flows.engine.model import Flow
from flows.mail import flow as mail
from flows.p12 import flow as p12
from flows.raportnet import flow as raportnet
from flows.sow import flow as sow
from flows.windows import flow as windows
from flows.zsmopl import flow as zsmopl

_STEPS = {
    flow.name: flow
    for flow in (
        csr.FLOW,
        sow.FLOW,
        mail.FLOW,
        p12.FLOW,
        zsmopl.FLOW,
        windows.FLOW,
        raportnet.FLOW,
    )
}
_BESIDE = {flow.name: flow for flow in (windows.KIT, windows.OLD, reminders.FLOW)}
FLOWS: Mapping[str, Flow] = MappingProxyType(_STEPS)
"""The steps by name."""
EVERY: Mapping[str, Flow] = MappingProxyType(ChainMap(_BESIDE, _STEPS))
"""The steps, then what belongs to one of them, or to all, and is only done when asked for by name."""
