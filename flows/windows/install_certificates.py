"""Step 6: both PKCS#12 files into the certificate store of this computer, and seen there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flows.base.errors import FlowError
from flows.crypto.store_kinds import bare
from flows.engine.details import DetailsError
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, counted
from flows.folder.computers import MACHINE
from flows.folder.ledger import Ledger
from flows.folder.names import Purpose
from flows.folder.ready_p12 import folder_changed, ready_files
from flows.folder.recorded import left_alone
from flows.ports.computer import Computer
from flows.ports.store import Signing
from flows.windows import install_problems
from flows.windows.installation import (
    Installation,
    Part,
    abilities,
    has_its_key,
    intention,
    namesakes,
    new_issuers,
    part_of,
    present,
)
from flows.windows.store_plans import OTHERS_KEYS, seen_by

if TYPE_CHECKING:
    from flows.folder.ready_p12 import Ready
    from flows.ports.store import CertificateStore

_ALONG = "certyfikat urzędu, który wtedy doszedł: usunięcie, o ile nie potrzebuje go inny"
_ISSUERS = "Dojdzie też certyfikat urzędu, który je wydał."


@dataclass(frozen=True, slots=True)
class InstallCertificates:
    """Installs what is missing of the two.

    Answers: ``folder``, ``haslo``, ``magazyn``, ``maszyna``; ``komputery`` when the user said how many there are.
    The old certificates stay: programs may still use them (win-acme #1236).
    """

    name: str = "install-certificates"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Checks the store's rights, both files and the password; says what is in the store and what will be."""
        store = computer.open_store(answers["magazyn"], machine=answers["maszyna"])
        store.check()
        ready = self._ready(answers, computer)
        there = store.list()
        parts: dict[Purpose, Part] = {}
        lines = [*present(there, computer.now())]
        missing = 0
        for each in ready:
            found = next((one for one in there if one.sha256 == each.sha256), None)
            works = found is not None and store.works(found.sha256)
            missing += not works
            lines += intention(each, found, works=works)
            parts[each.purpose] = part_of(each, found, works=works)
        ours = [each.digest for each in ready]
        lines += [*namesakes(ready, there), *left_alone(answers["folder"], ours)]
        issuers = new_issuers(ready, store)
        lines += [_ISSUERS] if issuers and missing else []
        lines += [OTHERS_KEYS] if store.name == MACHINE else []
        lines = [*dict.fromkeys(lines)]  # both may lie in one file, of which the same is to be said
        place = computer.place
        details = Installation(place.computer, store.name, parts, issuers, account=place.account).to_json()
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

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Installs what is missing or does not work."""
        details = Installation.of(plan)
        store = computer.open_store(details.store)
        for each in self._ready(answers, computer):
            part = details.parts.get(each.purpose)
            if part is None or part.sha256 != each.sha256:
                raise folder_changed(page="windows-install")
            if store.works(each.sha256):
                continue
            progress(f"Instaluję {each.purpose.upper()} z pliku {each.path.name}")
            store.install(bare(each.data), answers["haslo"])

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Finds both by thumbprint and signs with the stored keys; only then the computer enters the ledger."""
        details = Installation.of(plan)
        store = computer.open_store(details.store)
        seen = [_seen(store, purpose, part) for purpose, part in sorted(details.parts.items())]
        facts = {"installed": seen}
        broken = [str(each["purpose"]).upper() for each in seen if not each["key_works"]]
        if broken:
            raise FlowError(install_problems.not_working(broken, store).problem, facts)
        ledger = Ledger(plan.folder, computer)
        if "komputery" in answers:
            ledger.tell(answers["komputery"])
        ledger.record(store.name, [str(each["sha256"]) for each in seen])
        lines = [_outcome(each) for each in seen]
        lines.append(seen_by(store, computer.place))
        lines.append(
            "Na następny komputer albo na inne konto Windows (to konto chroni swoje pliki .p12, inne ich nie odczyta): "
            "polecenie „zestaw” przygotuje pliki i instrukcję na pendrivie."
        )
        return Result((), tuple(lines), facts=facts)

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the planned certificates in the store; of another computer's store nothing is known here."""
        try:
            details = Installation.of(plan)
            there = len(_ours(details, computer)) if details.is_at(computer.place) else None
        except (FlowError, DetailsError):
            return "partly"
        return "partly" if there is None else counted(there, len(details.added))

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew; what the interrupted run installed stays its own, so that it can be taken back."""
        begun = Installation.of(plan)
        if not begun.is_at(computer.place):
            return None
        fresh = self.plan({**answers, "magazyn": begun.store, "maszyna": False}, computer)
        details, ours = Installation.of(fresh), {part.sha256: part for part in begun.added}
        parts = {purpose: _as_begun(part, ours.get(part.sha256)) for purpose, part in details.parts.items()}
        return replace(fresh, details=replace(details, parts=parts).to_json(), nothing_to_do=False)

    def to_take_back(self, plan: Plan, computer: Computer) -> tuple[str, ...]:
        """The certificates of this run that are still in this computer's store.

        Raises FlowError ``undo-last-copy`` when the folder has no copy of one's key.
        """
        details = Installation.of(plan)
        if not details.is_at(computer.place):
            return ()
        label = computer.open_store(details.store).label
        ours = _ours(details, computer)
        for part in ours:
            if not has_its_key(plan.folder, part):
                raise install_problems.last_copy(plan, part, label)
        taken = [
            f"klucz certyfikatu {part.sha1}: usunięcie z magazynu {label} (sam certyfikat był tam wcześniej i zostanie)"
            if part.key_only
            else f"certyfikat {part.sha1}: usunięcie z magazynu {label}"
            for part in ours
        ]
        return (*taken, *([_ALONG] if taken and details.issuers else []))

    def take_back(self, plan: Plan, computer: Computer) -> None:
        """Removes them, each with its key; of a certificate that was there before only the key."""
        details = Installation.of(plan)
        store = computer.open_store(details.store)
        self.to_take_back(plan, computer)  # looked at again: the files may have gone since
        for part in _ours(details, computer):
            (store.remove_key if part.key_only else store.remove)(part.sha256)
            left = store.find(part.sha256)
            if left is not None and (left.has_key or not part.key_only):
                raise install_problems.not_removed(store)
        _remove_unneeded(details.issuers, store)
        Ledger(plan.folder, computer).forget(store.name, [part.sha256 for part in details.added])

    def _ready(self, answers: Answers, computer: Computer) -> tuple[Ready, ...]:
        return ready_files(answers["folder"], answers["haslo"], computer.now())


def _ours(details: Installation, computer: Computer) -> list[Part]:
    """What the plan was to add and is there. Raises FlowError."""
    there = {each.sha256: each for each in computer.open_store(details.store).list()}
    found = [(part, there.get(part.sha256)) for part in details.added]
    return [part for part, stored in found if stored is not None and (stored.has_key or not part.key_only)]


def _as_begun(part: Part, begun: Part | None) -> Part:
    """What an interrupted run had already brought is its own."""
    return part if begun is None else replace(part, new=begun.new, key_only=begun.key_only)


def _remove_unneeded(issuers: Sequence[str], store: CertificateStore) -> None:
    """The authorities that came along, the lowest first: not one that issued a certificate which stays."""
    for sha256 in issuers:
        there = store.issuers()
        needed = {each.issuer for each in (*store.list(), *there) if each.sha256 != sha256}
        found = next((each for each in there if each.sha256 == sha256), None)
        if found is not None and found.subject not in needed:
            store.remove_issuer(sha256)


def _seen(store: CertificateStore, purpose: str, part: Part) -> dict[str, Any]:
    """One entry of "installed" as interface.md gives it."""
    found = store.find(part.sha256)
    signing = store.signs(part.sha256)
    return {
        "purpose": purpose,
        "sha1": part.sha1,
        "sha256": part.sha256,
        "not_after": f"{part.not_after}",
        "new": part.new,
        "key_works": found is not None and found.sha1 == part.sha1 and store.works(found.sha256),
        "pss": signing.pss,
        "holder": signing.holder,
    }


def _outcome(seen: Mapping[str, Any]) -> str:
    day = f"{datetime.fromisoformat(seen['not_after']):%d.%m.%Y}"
    purpose: Purpose = seen["purpose"]
    can = abilities(Signing(seen["key_works"], seen["pss"], seen["holder"]))
    return f"{purpose.upper()} jest w magazynie i {can}: ważny do {day}, odcisk {seen['sha1']}."
