"""Step 6: both PKCS#12 files into the certificate store of this computer, and seen there."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from flows.clock import local
from flows.errors import FlowError, Problem
from flows.ledger import Ledger
from flows.model import Answers, Plan, Probe, Progress, Result
from flows.operations.names import PURPOSES, Purpose

if TYPE_CHECKING:
    from flows.operations.ready_p12 import Ready
    from flows.stores.model import CertificateStore, Stored

_SHOWN = 6  # certificates of the store that a plan lists
_PART = {"sha1", "sha256", "not_after", "new"}
_TWINS = (
    "W magazynie będą dwa certyfikaty o tej samej nazwie, stary i nowy. To prawidłowe po odnowieniu: "
    "odróżnia je data ważności i odcisk."
)
_OLD_WINDOWS = "starszy niż Windows 10 1709"


class OpenStore(Protocol):
    """``flows.stores.choose.open_store``, handed in: operations stand below the stores."""

    def __call__(self, name: str, *, machine: bool = False) -> CertificateStore:
        """The store of that name. Raises FlowError."""


@dataclass(frozen=True, slots=True)
class InstallCertificates:
    """Installs what is missing of the two.

    Answers: ``folder``, ``haslo``, ``magazyn``, ``maszyna``; ``komputery`` when the user said how many there are.
    The old certificates stay: programs may still use them (win-acme #1236).
    """

    now: Callable[[], datetime]
    open_store: OpenStore
    name: str = "install-certificates"

    def plan(self, answers: Answers) -> Plan:
        """Checks the store's rights, both files and the password; says what is in the store and what will be."""
        store = self.open_store(answers["magazyn"], machine=answers["maszyna"])
        store.check()
        ready = self._ready(answers)
        there = store.list()
        parts: dict[str, dict[str, Any]] = {}
        lines = [*_present(there, self.now())]
        missing = 0
        for each in ready:
            found = next((one for one in there if one.sha256 == _sha256(each)), None)
            works = found is not None and store.works(found.sha256)
            missing += not works
            lines += _intention(each, found, works=works)
            parts[each.purpose] = _part(each, new=found is None)
        lines += _namesakes(ready, there)
        details = {"computer": platform.node(), "store": store.name, "parts": parts}
        if not missing:
            return Plan(
                self.name,
                answers["folder"],
                f"Oba certyfikaty są już w magazynie {store.label}",
                (*lines, "Sprawdzę je i niczego w magazynie nie zmienię."),
                (),
                "Nie ma czego cofać: nic nie powstaje.",
                details,
                nothing_to_do=True,
            )
        return Plan(
            self.name,
            answers["folder"],
            f"Zainstaluję {'certyfikat' if missing == 1 else '2 certyfikaty'} w magazynie {store.label}",
            (*lines, "Starych certyfikatów nie ruszam. Każdy nowy sprawdzę próbnym podpisem."),
            (),
            "Można cofnąć: usunę z magazynu tylko to, co teraz dodam; pliki .p12 zostają.",
            details,
        )

    def apply(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Installs what is missing or does not work."""
        store = self.open_store(plan.details["store"])
        for each in self._ready(answers):
            part = plan.details["parts"].get(each.purpose)
            if part is None or part["sha256"] != _sha256(each):
                raise _folder_changed()
            if store.works(_sha256(each)):
                continue
            progress(f"Instaluję {each.purpose.upper()} z pliku {each.path.name}")
            store.install(each.data, answers["haslo"])

    def verify(self, plan: Plan, answers: Answers) -> Result:
        """Finds both by thumbprint and signs with the stored keys; only then the computer enters the ledger."""
        store = self.open_store(plan.details["store"])
        seen = [_seen(store, purpose, part) for purpose, part in sorted(plan.details["parts"].items())]
        facts = {"installed": seen}
        broken = [str(each["purpose"]).upper() for each in seen if not each["key_works"]]
        if broken:
            raise FlowError(_not_working(broken, store), facts)
        ledger = Ledger(plan.folder, self.now)
        if "komputery" in answers:
            ledger.tell(answers["komputery"])
        ledger.record(store.name, [str(each["sha256"]) for each in seen])
        lines = [_outcome(each) for each in seen]
        lines.append(f"Programy na tym komputerze ({platform.node()}) zobaczą je w magazynie {store.label}.")
        lines.append("Na następny komputer: polecenie „zestaw” przygotuje pliki i instrukcję na pendrivie.")
        return Result((), tuple(lines), facts=facts)

    def probe(self, plan: Plan) -> Probe:
        """Counts the planned certificates in the store; of another computer's store nothing is known here."""
        if not _is_here(plan):
            return "partly"
        try:
            there = len(self._ours(plan))
        except FlowError:
            return "partly"
        planned = sum(part["new"] for part in _parts(plan))
        return "not" if there == 0 else "done" if there == planned else "partly"

    def resume(self, plan: Plan, answers: Answers) -> Plan | None:
        """Planned anew; what the interrupted run installed stays its own, so that it can be taken back."""
        if not _is_here(plan):
            return None
        fresh = self.plan({**answers, "magazyn": plan.details["store"], "maszyna": False})
        ours = {part["sha256"] for part in _parts(plan) if part["new"]}
        parts = {
            purpose: {**part, "new": part["new"] or part["sha256"] in ours}
            for purpose, part in fresh.details["parts"].items()
        }
        return replace(fresh, details={**fresh.details, "parts": parts}, nothing_to_do=False)

    def to_take_back(self, plan: Plan) -> tuple[str, ...]:
        """The certificates of this run that are still in this computer's store."""
        if not _is_here(plan):
            return ()
        label = self.open_store(plan.details["store"]).label
        return tuple(f"certyfikat {part['sha1']} z magazynu {label}" for part in self._ours(plan))

    def take_back(self, plan: Plan) -> None:
        """Removes them, each with its key."""
        store = self.open_store(plan.details["store"])
        for part in self._ours(plan):
            store.remove(part["sha256"])
            if store.find(part["sha256"]) is not None:
                raise FlowError(_not_removed(store))
        Ledger(plan.folder, self.now).forget([part["sha256"] for part in _parts(plan) if part["new"]])

    def _ready(self, answers: Answers) -> tuple[Ready, ...]:
        from flows.operations.ready_p12 import ready_files  # start-up

        return ready_files(answers["folder"], answers["haslo"], self.now())

    def _ours(self, plan: Plan) -> list[Mapping[str, Any]]:
        """What the plan was to add and is there. Raises FlowError."""
        store = self.open_store(plan.details["store"])
        there = {each.sha256 for each in store.list()}
        return [part for part in _parts(plan) if part["new"] and part["sha256"] in there]


def _parts(plan: Plan) -> Sequence[Mapping[str, Any]]:
    parts: Mapping[str, Mapping[str, Any]] = plan.details["parts"]
    return [parts[purpose] for purpose in PURPOSES if purpose in parts]


def _is_here(plan: Plan) -> bool:
    """Whether the plan is of this computer, and whole: it may come from a journal that was edited by hand."""
    details = plan.details
    parts = details.get("parts")
    return (
        details.get("computer") == platform.node()
        and isinstance(details.get("store"), str)
        and isinstance(parts, dict)
        and all(
            isinstance(part, dict) and {"sha1", "sha256", "not_after", "new"} <= part.keys() for part in parts.values()
        )
    )


def _sha256(ready: Ready) -> str:
    from flows.operations.certificates import sha256_thumbprint

    return sha256_thumbprint(ready.certificate)


def _part(ready: Ready, *, new: bool) -> dict[str, Any]:
    from flows.operations.certificates import sha1_thumbprint

    return {
        "file": ready.path.name,
        "sha1": sha1_thumbprint(ready.certificate),
        "sha256": _sha256(ready),
        "not_after": f"{local(ready.certificate.not_valid_after_utc):%Y-%m-%d}",
        "new": new,
    }


def _present(there: Sequence[Stored], now: datetime) -> list[str]:
    """What the store holds now, as far as it has a key: newest first."""
    mine = sorted((each for each in there if each.has_key), key=lambda each: each.not_after, reverse=True)
    if not mine:
        return ["Teraz w magazynie nie ma żadnego certyfikatu z kluczem."]
    lines = [
        f"Teraz w magazynie: {each.name or each.subject}, "
        f"{'wygasł' if each.not_after < now else 'ważny do'} {local(each.not_after):%d.%m.%Y}, odcisk {each.sha1}"
        for each in mine[:_SHOWN]
    ]
    return lines + ([f"…i jeszcze {len(mine) - _SHOWN} innych."] if len(mine) > _SHOWN else [])


def _intention(ready: Ready, found: Stored | None, *, works: bool) -> list[str]:
    until = f"ważny do {local(ready.certificate.not_valid_after_utc):%d.%m.%Y}"
    what = f"{ready.purpose.upper()} z pliku {ready.path.name}, {until}, odcisk {_part(ready, new=True)['sha1']}"
    if works:
        return [f"{what}: już jest i podpisuje, zostaje bez zmian."]
    if found is not None:
        return [f"{what}: jest w magazynie, ale jego klucz nie działa; zainstaluję go ponownie."]
    aes = (
        f"Plik {ready.path.name} ma nowe szyfrowanie (AES). Ten program go otworzy, ale system {_OLD_WINDOWS} powie "
        "„złe hasło”. Zgodną postać tworzy polecenie: krok p12 --szyfrowanie 3des."
    )
    return [f"{what}: zainstaluję.", *([aes] if ready.aes else [])]


def _namesakes(ready: Sequence[Ready], there: Sequence[Stored]) -> list[str]:
    """Two certificates with one subject: programs show one name twice."""
    new = {each.certificate.subject.rfc4514_string(): _sha256(each) for each in ready}
    older = [each for each in there if each.subject in new and each.sha256 not in new.values()]
    if not older:
        return []
    return [_TWINS]


def _seen(store: CertificateStore, purpose: str, part: Mapping[str, Any]) -> dict[str, Any]:
    """One entry of "installed" as interface.md gives it."""
    found = store.find(part["sha256"])
    return {
        "purpose": purpose,
        "sha1": part["sha1"],
        "sha256": part["sha256"],
        "not_after": part["not_after"],
        "new": bool(part["new"]),
        "key_works": found is not None and found.sha1 == part["sha1"] and store.works(found.sha256),
    }


def _outcome(seen: Mapping[str, Any]) -> str:
    day = f"{datetime.fromisoformat(seen['not_after']):%d.%m.%Y}"
    purpose: Purpose = seen["purpose"]
    return f"{purpose.upper()} jest w magazynie i podpisuje: ważny do {day}, odcisk {seen['sha1']}."


def _not_working(broken: Sequence[str], store: CertificateStore) -> Problem:
    return Problem(
        "key-destroyed",
        f"W magazynie {store.label} certyfikat {' i '.join(broken)} nie ma działającego klucza: próbny podpis się "
        "nie udał.",
        (
            "klucz zniknął albo zastąpił go inny przy kolejnej instalacji",
            "klucz lub certyfikat usunął inny program, na przykład antywirus",
        ),
        "Pliki .p12 są nienaruszone. Proszę powtórzyć ten krok: zainstaluję ponownie to, co nie działa.",
        page="windows-install",
    )


def _not_removed(store: CertificateStore) -> Problem:
    return Problem(
        "undo-failed",
        f"Certyfikatu nie udało się usunąć z magazynu {store.label}.",
        ("magazyn jest zajęty przez inny program",),
        "Proszę zamknąć inne programy i wpisać „cofnij” jeszcze raz.",
        page="operation-safety",
    )


def _folder_changed() -> FlowError:
    return FlowError(
        Problem(
            "folder-changed",
            "W folderze pojawił się inny certyfikat niż ten, o którym była mowa.",
            ("ktoś właśnie dopisał albo zamienił pliki",),
            "Proszę zacząć ten krok jeszcze raz: pokażę nowy plan.",
            page="windows-install",
        )
    )
