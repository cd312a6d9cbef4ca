"""„Stare certyfikaty”: the predecessors of the installed ones leave the store, archived first and able to come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import check_folder, read_file, write_new
from flows.base.inside import inside
from flows.crypto.certificates import sha256_thumbprint
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.ready_p12 import ready_files
from flows.ports.computer import Computer
from flows.windows.store_plans import AtStore

if TYPE_CHECKING:
    from flows.ports.store import CertificateStore, Stored


@dataclass(frozen=True, slots=True)
class Old(Details):
    """A certificate that goes."""

    sha1: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Retirement(AtStore):
    """What goes out of which store; ``new`` are the SHA-256 of those that must still sign then."""

    parts: tuple[Old, ...]
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetireOld:
    """Answers: ``folder``, ``haslo``, ``magazyn``, ``maszyna``, ``wazne``: also those that have not expired yet.

    Old is what has a key and the subject of one of the new certificates; both new ones must sign before.
    """

    name: str = "retire-old"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Which ones, and what stays."""
        store = computer.open_store(answers["magazyn"], machine=answers["maszyna"])
        store.check()
        ready = ready_files(answers["folder"], answers["haslo"], computer.now())
        check_folder(answers["folder"])
        new = {sha256_thumbprint(each.certificate) for each in ready}
        if not all(store.works(each) for each in sorted(new)):
            raise _new_first(store)
        subjects = {each.certificate.subject.rfc4514_string() for each in ready}
        old = [each for each in store.list() if each.has_key and each.subject in subjects and each.sha256 not in new]
        going = [each for each in old if answers["wazne"] or each.not_after < computer.now()]
        if not going:
            raise _none(store, old)
        kept = [f"{_line(each)}: jest jeszcze ważny, zostaje." for each in old if each not in going]
        return Plan(
            self.name,
            answers["folder"],
            f"Wyjmę stare certyfikaty z magazynu {store.label}",
            (*(f"{_line(each)}: wyjmę, kopia zostanie w folderze." for each in going), *kept, "Nowe zostają."),
            tuple(answers["folder"] / f"stary-{each.sha1}.kopia" for each in going),
            "Można cofnąć: certyfikaty wrócą do magazynu razem z kluczami.",
            Retirement(
                computer.place.computer,
                store.name,
                tuple(Old(each.sha1, each.sha256) for each in going),
                tuple(sorted(new)),
                account=computer.place.account,
            ).to_json(),
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Archives each, reads that back, then takes it out."""
        written: dict[Path, str] = {}
        details = Retirement.of(plan)
        store = computer.open_store(details.store)
        for part, path in zip(details.parts, plan.writes, strict=True):
            if store.find(part.sha256) is None:
                continue
            progress(f"Wyjmuję certyfikat {part.sha1}")
            archived = store.archive(part.sha256)
            if not path.exists():
                written[path] = write_new(path, archived)
            if read_file(path) != archived:  # it is the only way back
                raise _not_archived(path)
            store.retire(part.sha256)
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Gone from the store, and the new ones still sign; the archives are read back by the runner."""
        details = Retirement.of(plan)
        store = computer.open_store(details.store)
        left = [part.sha1 for part in details.parts if store.find(part.sha256) is not None]
        if left:
            raise _still_there(store, left[0])
        if not all(store.works(each) for each in details.new):
            raise _new_broken(store)
        lines = [f"{part.sha1} nie jest już w magazynie." for part in details.parts]
        return Result(plan.writes, (*lines, "Kopie są w folderze; „cofnij” przywraca certyfikaty."))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the archives."""
        return "not" if plan.files_there == "not" else "partly"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """The same plan where it makes sense here: nothing in it depends on what is left."""
        details = Retirement.of(plan)
        return plan if details.is_at(computer.place) and len(details.parts) == len(plan.writes) else None

    def to_take_back(self, plan: Plan, computer: Computer) -> tuple[str, ...]:
        """Those that are archived here and not in the store."""
        details = Retirement.of(plan)
        if not details.is_at(computer.place):
            return ()
        store = computer.open_store(details.store)
        gone = [each for each in _archived(plan) if store.find(each.sha256) is None]
        return tuple(f"stary certyfikat {each.sha1}: powrót do magazynu {store.label}" for each in gone)

    def take_back(self, plan: Plan, computer: Computer) -> None:
        """Puts them back."""
        store = computer.open_store(Retirement.of(plan).store)
        for each in _archived(plan):
            if store.find(each.sha256) is None:
                store.restore(read_file(inside(plan.folder, f"stary-{each.sha1}.kopia")))
            if not store.works(each.sha256):
                raise _still_there(store, each.sha1)


def _archived(plan: Plan) -> list[Old]:
    return [each for each in Retirement.of(plan).parts if inside(plan.folder, f"stary-{each.sha1}.kopia").is_file()]


def _line(each: Stored) -> str:
    return f"{each.name or each.subject}, ważny do {local(each.not_after):%d.%m.%Y}, odcisk {each.sha1}"


def _new_first(store: CertificateStore) -> FlowError:
    return FlowError(
        Problem(
            "new-not-installed",
            f"W magazynie {store.label} nie ma jeszcze obu nowych, działających certyfikatów, więc starych nie ruszam.",
            ("krok 6 nie został jeszcze zrobiony na tym komputerze",),
            "Proszę najpierw wpisać „windows” i zainstalować nowe certyfikaty.",
            page="windows-install",
        )
    )


def _new_broken(store: CertificateStore) -> FlowError:
    return not_verified(
        f"W magazynie {store.label} nowy certyfikat przestał działać.",
        "Proszę wpisać „cofnij”: stare certyfikaty wrócą. Potem proszę wpisać „windows”: sprawdzę i naprawię nowe.",
        page="old-certificates",
        causes=("zmienia go jednocześnie inny program",),
    )


def _not_archived(path: Path) -> FlowError:
    return not_verified(
        f"Kopia starego certyfikatu {path.name} nie zgadza się z tym, co jest w magazynie, więc go nie wyjmuję.",
        "Proszę przenieść ten plik w inne miejsce i powtórzyć polecenie.",
        page="old-certificates",
    )


def _none(store: CertificateStore, old: list[Stored]) -> FlowError:
    valid = ("stare certyfikaty są jeszcze ważne i mogą być potrzebne",) if old else ()
    return FlowError(
        Problem(
            "no-old-certificates",
            f"W magazynie {store.label} nie ma starych certyfikatów do wyjęcia.",
            valid or ("nigdy ich tu nie było albo już je wyjęto",),
            "Nic nie trzeba robić. Ważne jeszcze certyfikaty wyjmuje polecenie z dopiskiem --takze-wazne.",
            page="old-certificates",
        )
    )


def _still_there(store: CertificateStore, sha1: str) -> FlowError:
    return not_verified(
        f"Magazyn {store.label} nie wygląda tak, jak powinien: chodzi o certyfikat {sha1}.",
        "Proszę zamknąć inne programy i spróbować jeszcze raz.",
        page="old-certificates",
        causes=("zmienia go jednocześnie inny program",),
    )
