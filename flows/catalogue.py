"""The seven flows by name, in the order of the renewal, and what belongs to one of them.

Step 7, and step 6 on a computer whose certificate store we do not know, are done by a person: the assistant shows the
page and keeps what it was told, and says that it did not see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows import csr, mail, p12, reminders, sow, windows, zsmopl
from flows.model import ByHand, Flow
from flows.stores import choose as stores


def _by_hand(name: str, number: int, title: str, page: str, question: str) -> Flow:
    return Flow(name, number, f"Krok {number}. {title}", page, items=(ByHand(name, question, page=page),))


_ALL = (
    csr.FLOW,
    sow.FLOW,
    mail.FLOW,
    p12.FLOW,
    zsmopl.FLOW,
    windows.FLOW
    if stores.is_here()
    else _by_hand(
        "windows", 6, "Certyfikaty w Windows", "windows-install", "Czy oba certyfikaty są na wszystkich komputerach?"
    ),
    _by_hand(
        "raportnet", 7, "Certyfikat w RaportNet", "raportnet-replace", "Czy RaportNet działa i pokazuje nową datę?"
    ),
)
FLOWS: Mapping[str, Flow] = MappingProxyType({flow.name: flow for flow in _ALL})
EVERY: Mapping[str, Flow] = MappingProxyType(
    {**FLOWS, **{flow.name: flow for flow in (windows.KIT, windows.OLD, reminders.FLOW)}}
)
"""The steps, then what belongs to one of them, or to all, and is only done when asked for by name."""
