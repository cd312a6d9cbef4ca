"""What the working folder proves about the seven steps: computed from its files and journal, not from what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flows.catalogue import FLOWS
from flows.journal import Journal, file_sha256, unfinished
from flows.operations.names import PURPOSES

if TYPE_CHECKING:
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
    said = {str(entry.get("flow")): entry for entry in entries if entry["event"] == "by-hand"}
    open_operations = {str(entry.get("operation")) for entry in unfinished(entries)}
    certified = _certified(found)
    computed = {
        "csr": _requests(found, open_operations),
        "mail": _certificates(certified),
        "p12": _pkcs12(found, entries, open_operations),
    }
    if certified and computed["csr"].state == "done":
        computed["sow"] = StepEvidence("sow", "done", "są już certyfikaty wydane na ten wniosek")
    steps = tuple(computed.get(name) or _told(name, said.get(name)) for name in FLOWS)
    ends = [certificate.not_valid_after_utc.date() for certificate in certified.values()]
    return Survey(folder, steps, min(ends) if ends else None)


def _requests(found: Sequence[Contents], open_operations: set[str]) -> StepEvidence:
    from flows.operations.recognise import Kind

    keys = {digest for item in found if item.kind in {Kind.JKS, Kind.PKCS12} for digest in item.key_sha256s}
    ready = {item.purpose for item in found if item.request is not None and item.key_sha256s & keys}
    there = [purpose.upper() for purpose in PURPOSES if purpose in ready]
    if "generate-requests" in open_operations:
        return StepEvidence("csr", "partly", "tworzenie plików zostało przerwane; da się je dokończyć")
    if len(there) == len(PURPOSES):
        return StepEvidence("csr", "done", "są pliki .csr i .jks dla TLS i WSS")
    if there:
        return StepEvidence("csr", "partly", f"jest tylko komplet {there[0]}")
    return StepEvidence("csr", "todo", "nie ma kompletu plików .csr i .jks")


def _certified(found: Sequence[Contents]) -> dict[str, Any]:
    """The newest certificate for each of our own requests, by SHA-256 of the public key."""
    from flows.operations.recognise import Kind

    ours = {digest for item in found if item.request is not None for digest in item.key_sha256s}
    result: dict[str, Any] = {}
    for item in found:
        if item.kind is Kind.CERTIFICATE:
            from flows.operations.certificates import public_key_sha256

            for certificate in item.certificates:
                digest = public_key_sha256(certificate)
                if digest in ours and (
                    digest not in result or certificate.not_valid_after_utc > result[digest].not_valid_after_utc
                ):
                    result[digest] = certificate
    return result


def _certificates(certified: Mapping[str, Any]) -> StepEvidence:
    if len(certified) >= len(PURPOSES):
        return StepEvidence("mail", "done", "oba certyfikaty z urzędu są w folderze")
    if certified:
        return StepEvidence("mail", "partly", "jest jeden certyfikat z urzędu, brakuje drugiego")
    return StepEvidence("mail", "todo", "w folderze nie ma certyfikatów z urzędu")


def _pkcs12(found: Sequence[Contents], entries: Sequence[Mapping[str, Any]], open_operations: set[str]) -> StepEvidence:
    from flows.operations.recognise import Kind

    if "build-pkcs12" in open_operations:
        return StepEvidence("p12", "partly", "tworzenie plików .p12 zostało przerwane; da się je dokończyć")
    verified = {
        str(name): str(digest)
        for entry in entries
        if entry["event"] == "verified" and entry.get("operation") == "build-pkcs12"
        for name, digest in dict(entry.get("files") or {}).items()
    }
    there = [item.path for item in found if item.kind is Kind.PKCS12 and item.path.suffix.lower() in {".p12", ".pfx"}]
    proved = [path for path in there if verified.get(path.name) == file_sha256(path)]
    if len(proved) >= len(PURPOSES):
        return StepEvidence("p12", "done", f"sprawdzone przy utworzeniu: {', '.join(path.name for path in proved)}")
    if there:
        return StepEvidence("p12", "doubt", "są pliki .p12, których ten program nie sprawdzał")
    return StepEvidence("p12", "todo", "nie ma plików .p12")


def _told(name: str, entry: Mapping[str, Any] | None) -> StepEvidence:
    if entry is None:
        return StepEvidence(name, "todo", "brak zapisu, że wykonano")
    day = datetime.fromisoformat(entry["time"])
    return StepEvidence(name, "said", f"zapisano {day:%d.%m.%Y} jako wykonane, bez sprawdzenia")
