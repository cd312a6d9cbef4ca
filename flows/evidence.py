"""What the working folder proves about the seven steps: computed from its files and journal, not from what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flows.catalogue import FLOWS
from flows.journal import Entry, Journal, file_sha256, unfinished
from flows.operations.current_set import CurrentPair, current_set
from flows.operations.names import PURPOSES, Purpose

if TYPE_CHECKING:
    from cryptography import x509

    from flows.operations.recognise import Contents

StepState = Literal["done", "said", "partly", "doubt", "todo"]


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """One step.

    ``said``: only the user's word; ``partly``: begun and interrupted, or half of it there; ``doubt``: files are there
    that nothing here has verified. ``evidence`` says on what the judgement rests.
    """

    flow: str
    state: StepState
    evidence: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole folder. ``next`` names the flow of the first step that is not done; None when all are."""

    folder: Path
    steps: tuple[StepEvidence, ...]
    valid_until: date | None

    @property
    def next(self) -> str | None:
        """The flow to go on with."""
        return next((step.flow for step in self.steps if step.state not in {"done", "said"}), None)


def survey(folder: Path, now: Callable[[], datetime]) -> Survey:
    """Looks at the folder; changes nothing. An absent folder proves nothing."""
    if not folder.is_dir():
        return Survey(folder, tuple(StepEvidence(name, "todo", "nie zaczęto") for name in FLOWS), None)
    from flows.operations.recognise import scan_folder  # start-up

    found = scan_folder(folder)
    entries = Journal(folder, now).entries()
    said = _said(entries)
    open_operations = {str(entry.get("operation")) for entry in unfinished(entries)}
    current = current_set(found)
    certified = {purpose: pair.certificate for purpose, pair in current.items() if pair.certificate is not None}
    computed = {
        "csr": _requests(current, open_operations),
        "mail": _certificates(certified),
        "p12": _pkcs12(found, entries, certified, open_operations),
    }
    if certified and computed["csr"].state == "done":
        computed["sow"] = StepEvidence("sow", "done", "są już certyfikaty wydane na ten wniosek")
    steps = tuple(computed.get(name) or _told(name, said.get(name)) for name in FLOWS)
    ends = [certificate.not_valid_after_utc.date() for certificate in certified.values()]
    return Survey(folder, steps, min(ends) if ends else None)


def _requests(current: Mapping[Purpose, CurrentPair], open_operations: set[str]) -> StepEvidence:
    there = [purpose.upper() for purpose in PURPOSES if purpose in current]
    if "generate-requests" in open_operations:
        return StepEvidence("csr", "partly", "tworzenie plików zostało przerwane; da się je dokończyć")
    if len(there) == len(PURPOSES):
        return StepEvidence("csr", "done", "są pliki .csr i .jks dla TLS i WSS")
    if there:
        return StepEvidence("csr", "partly", f"jest tylko komplet {there[0]}")
    return StepEvidence("csr", "todo", "nie ma kompletu plików .csr i .jks")


def _certificates(certified: Mapping[Purpose, x509.Certificate]) -> StepEvidence:
    missing = [purpose.upper() for purpose in PURPOSES if purpose not in certified]
    if not missing:
        return StepEvidence("mail", "done", "oba certyfikaty z urzędu są w folderze")
    if len(missing) < len(PURPOSES):
        return StepEvidence("mail", "partly", f"w folderze brakuje certyfikatu {missing[0]}")
    return StepEvidence("mail", "todo", "w folderze nie ma jeszcze certyfikatów z urzędu")


def _pkcs12(
    found: Sequence[Contents],
    entries: Sequence[Entry],
    certified: Mapping[Purpose, x509.Certificate],
    open_operations: set[str],
) -> StepEvidence:
    from flows.operations.recognise import Kind

    if "build-pkcs12" in open_operations:
        return StepEvidence("p12", "partly", "tworzenie plików .p12 zostało przerwane; da się je dokończyć")
    there = {item.path.name: item.path for item in found if item.kind is Kind.PKCS12}
    proved = {
        purpose: name
        for purpose, name, digest in _built(entries, certified)
        if name in there and file_sha256(there[name]) == digest
    }
    if len(proved) == len(PURPOSES):
        return StepEvidence("p12", "done", f"sprawdzone przy utworzeniu: {', '.join(sorted(proved.values()))}")
    if len(certified) == len(PURPOSES) and any(name.lower().endswith((".p12", ".pfx")) for name in there):
        return StepEvidence("p12", "doubt", "są pliki .p12, ale ten program ich nie utworzył albo się zmieniły")
    return StepEvidence("p12", "todo", "nie ma jeszcze nowych plików .p12")


def _built(entries: Sequence[Entry], certified: Mapping[Purpose, x509.Certificate]) -> Iterator[tuple[str, str, str]]:
    """Purpose, file name and SHA-256 of each file that was verified to hold a certificate of the present renewal."""
    from flows.operations.certificates import sha256_thumbprint

    wanted = {purpose: sha256_thumbprint(certificate).lower() for purpose, certificate in certified.items()}
    plans = {entry["id"]: entry.get("plan") for entry in entries if entry["event"] == "started"}
    for entry in entries:
        plan, files = plans.get(entry["id"]), entry.get("files")
        if entry["event"] != "verified" or not isinstance(plan, dict) or not isinstance(files, dict):
            continue
        parts = plan.get("details", {}).get("parts", {}) if isinstance(plan.get("details"), dict) else {}
        for purpose, part in parts.items() if isinstance(parts, dict) else ():
            if isinstance(part, dict) and wanted.get(purpose) == part.get("sha256") and part.get("output") in files:
                yield purpose, str(part["output"]), str(files[part["output"]])


def _said(entries: Sequence[Entry]) -> dict[str, Entry]:
    """What the user reported since the present requests were made: an earlier renewal's word does not count."""
    said: dict[str, Entry] = {}
    for entry in entries:
        if entry["event"] == "verified" and entry.get("operation") == "generate-requests":
            said.clear()
        elif entry["event"] == "by-hand":
            said[str(entry.get("flow"))] = entry
    return said


def _told(name: str, entry: Entry | None) -> StepEvidence:
    if entry is None:
        return StepEvidence(name, "todo", "brak zapisu, że wykonano")
    return StepEvidence(name, "said", f"zapisano {_day(entry)} jako wykonane, bez sprawdzenia")


def _day(entry: Entry) -> str:
    try:
        return f"{datetime.fromisoformat(entry['time']):%d.%m.%Y}"
    except ValueError:  # a journal edited by hand
        return "(data nieczytelna)"
