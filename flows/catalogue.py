"""The seven flows by name, in the order of the renewal, and what belongs to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows.calendar import flow as reminders
from flows.csr import flow as csr
from flows.engine.model import Flow, operations_of
from flows.engine.plan import Operation
from flows.mail import flow as mail
from flows.p12 import flow as p12
from flows.raportnet import flow as raportnet
from flows.sow import flow as sow
from flows.windows import flow as windows
from flows.zsmopl import flow as zsmopl

_ALL = (
    csr.FLOW,
    sow.FLOW,
    mail.FLOW,
    p12.FLOW,
    zsmopl.FLOW,
    windows.FLOW,
    raportnet.FLOW,
)
FLOWS: Mapping[str, Flow] = MappingProxyType({flow.name: flow for flow in _ALL})
EVERY: Mapping[str, Flow] = MappingProxyType(
    {**FLOWS, **{flow.name: flow for flow in (windows.KIT, windows.OLD, reminders.FLOW)}}
)
"""The steps, then what belongs to one of them, or to all, and is only done when asked for by name."""
OPERATIONS: Mapping[str, Operation] = MappingProxyType(operations_of(EVERY.values()))
"""Every operation by the name that journals have."""
