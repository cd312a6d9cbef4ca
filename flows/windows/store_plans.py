"""What the operations on certificate stores share: whose store a plan speaks of, and who sees what lies in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.engine.details import Details
from flows.folder.computers import MACHINE
from flows.ports.place import Place

if TYPE_CHECKING:
    from flows.ports.store import CertificateStore


OTHERS_KEYS = (
    "Klucza z magazynu komputera używa tylko administrator i sam Windows; inne konta i usługi zobaczą certyfikat, ale "
    "nie podpiszą. Prawo daje im informatyk: certlm.msc, certyfikat, „Wszystkie zadania”, „Zarządzaj kluczami "
    "prywatnymi”."
)
"""The rights that Windows gives a key of the computer's: to whoever made it, as an administrator."""


@dataclass(frozen=True, slots=True)
class AtStore(Details):
    """``computer`` has the store: a folder on a share holds plans of several computers.

    ``account`` is whose store it is; "" in journals of older versions.
    """

    computer: str
    store: str
    account: str = field(default="", kw_only=True)

    def is_at(self, place: Place) -> bool:
        """Whether it is reached there: on that computer, and from that account unless all of them share it."""
        ours = self.store == MACHINE or self.account.casefold() in {"", place.account.casefold()}
        return self.computer == place.computer and ours


def seen_by(store: CertificateStore, place: Place) -> str:
    """Whose programs find what is in the store: said after an installation."""
    if store.name == MACHINE:
        return (
            f"Programy na tym komputerze ({place.computer}) zobaczą je w magazynie {store.label}, na każdym koncie. "
            f"{OTHERS_KEYS}"
        )
    return (
        f"Programy na tym komputerze ({place.computer}) zobaczą je w magazynie {store.label}, na koncie "
        f"{place.account}; na innym koncie trzeba je zainstalować osobno."
    )
