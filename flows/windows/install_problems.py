"""What can go wrong with an installation and with taking it back, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.engine.plan import Plan
from flows.windows.installation import Part

if TYPE_CHECKING:
    from flows.ports.store import CertificateStore


def not_working(broken: Sequence[str], store: CertificateStore) -> FlowError:
    """The key of one in the store signs nothing."""
    return FlowError(
        Problem(
            "key-destroyed",
            f"W magazynie {store.label} certyfikat {' i '.join(broken)} nie ma działającego klucza: próbny podpis się "
            "nie udał.",
            (
                "klucz zniknął albo zastąpił go inny przy kolejnej instalacji",
                "klucz lub certyfikat usunął inny program, na przykład antywirus",
                "klucz leży tam, gdzie nie podpisuje się SHA-256, a podpis SHA-1 nikomu już nie wystarcza",
            ),
            "Pliki .p12 są nienaruszone. Proszę powtórzyć ten krok: zainstaluję ponownie to, co nie działa.",
            page="windows-install",
        )
    )


def last_copy(plan: Plan, part: Part, label: str) -> FlowError:
    """The store may hold the only copy of its key."""
    return FlowError(
        Problem(
            "undo-last-copy",
            f"Nie usuwam certyfikatu {part.sha1} z magazynu {label}: w folderze {plan.folder} nie ma pliku .p12, "
            "z którego został zainstalowany, a to może być jedyny egzemplarz klucza.",
            ("plik przeniesiono, usunięto albo zmieniono", "dziennik w tym folderze pochodzi z innego folderu"),
            "Proszę przywrócić plik .p12 do folderu i wpisać „cofnij” jeszcze raz. Certyfikat może też zostać w "
            "magazynie.",
            page="operation-safety",
        )
    )


def not_removed(store: CertificateStore) -> FlowError:
    """It is in the store still."""
    return FlowError(
        Problem(
            "undo-failed",
            f"Certyfikatu nie udało się usunąć z magazynu {store.label}.",
            ("magazyn jest zajęty przez inny program",),
            "Proszę zamknąć inne programy i wpisać „cofnij” jeszcze raz.",
            page="operation-safety",
        )
    )
