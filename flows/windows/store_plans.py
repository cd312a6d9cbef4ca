"""What the operations on certificate stores share: how a store is opened, and whose store a plan speaks of."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Protocol

from flows.engine.plan import Plan

if TYPE_CHECKING:
    from flows.ports.store import CertificateStore


class OpenStore(Protocol):
    """``flows.stores.choose.open_store``, handed in: operations stand below the stores."""

    def __call__(self, name: str, *, machine: bool = False) -> CertificateStore:
        """The store of that name. Raises FlowError."""


def is_of_this_computer(plan: Plan) -> bool:
    """Whether the store that the plan names is here: a folder on a share holds plans of several computers."""
    return plan.details.get("computer") == platform.node() and isinstance(plan.details.get("store"), str)
