"""Step 3, second half: the two downloaded certificates, recognised by key, copied next to their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.current_set import current_set
from flows.folder.downloads import let_settle, recent
from flows.folder.names import PURPOSES, Purpose
from flows.ports.computer import Computer

if TYPE_CHECKING:
    from cryptography import x509

PATIENCE_SECONDS = 1.5
"""So long a look at the folder waits for a fresh file to settle; a download that takes longer is asked about again."""


@dataclass(frozen=True, slots=True)
class CollectDownloads:
    """Answers: ``folder``, ``pobrane`` (the Downloads folder). The downloaded files themselves stay where they are.

    Other places are looked at beside it: people do not know where their browser put a file.
    """

    name: str = "collect-downloads"

    def watched(self, answers: Answers, computer: Computer) -> tuple[Path, ...]:
        """The folders in which the files may appear: where they were said to be, the working folder, other places."""
        return tuple(dict.fromkeys((answers["pobrane"], answers["folder"], *computer.download_places())))

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Which downloaded file is whose. Raises FlowError ``not-downloaded-yet`` or what is wrong with the files."""
        from flows.folder.recognise import scan_folder  # start-up

        folder: Path = answers["folder"]
        ours = current_set(scan_folder(folder))
        if len(ours) < len(PURPOSES):
            raise _no_keys(folder)
        needed = {pair.digest: purpose for purpose, pair in ours.items() if pair.certificate is None}
        if not needed:
            return Plan(
                self.name,
                folder,
                f"Oba certyfikaty są już w folderze {folder}",
                tuple(f"{pair.purpose.upper()}: {pair.certificate_file}" for pair in ours.values()),
                (),
                "Nie ma czego cofać: nic nie powstaje.",
                nothing_to_do=True,
            )
        downloads: Path = answers["pobrane"]
        folders = [each for each in self.watched(answers, computer) if each != folder]
        let_settle(folders, PATIENCE_SECONDS)
        sources = _sources(folders, needed, computer.now())
        missing = [purpose for purpose in needed.values() if purpose not in sources]
        if missing:
            others = [each for each in folders if each != downloads]
            raise _not_yet(downloads, others, missing, sources, computer.now())
        targets: dict[Path, Path] = {}
        for path in dict.fromkeys(each.path for each in sources.values()):  # one file may hold both
            targets[path] = _target(folder, path, taken=targets.values())
        return Plan(
            self.name,
            folder,
            f"Skopiuję certyfikaty z {_named(sources)} do folderu {folder}",
            tuple(line for purpose, each in sources.items() for line in _lines(purpose, each, targets, computer.now())),
            tuple(targets.values()),
            "Można cofnąć: kopie zostaną odłożone do podfolderu. Pliki w folderze z pobranymi zostają.",
            {"sources": [str(source) for source in targets]},
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Copies byte for byte, never over a file; what an interrupted run has copied stands first in the plan."""
        from flows.base.files import read_file, write_new  # start-up

        written: dict[Path, str] = {}
        sources = plan.details.get("sources", [])
        for source, target in zip(sources, plan.writes[len(plan.writes) - len(sources) :], strict=True):
            progress(f"Kopiuję {target.name}")
            written[target] = write_new(target, read_file(Path(source)))
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Looks at the working folder afresh: both keys must now have their certificate."""
        from flows.folder.recognise import scan_folder  # start-up

        ours = current_set(scan_folder(plan.folder))
        if any(purpose not in ours or ours[purpose].certificate is None for purpose in PURPOSES):
            raise FlowError(
                Problem(
                    "not-verified",
                    "Po skopiowaniu w folderze nadal brakuje certyfikatu.",
                    ("plik zmienił się w trakcie kopiowania",),
                    "Proszę pobrać oba pliki jeszcze raz.",
                    page="download-pem",
                )
            )
        lines = tuple(
            f"{pair.purpose.upper()}: {pair.certificate_file.name}, ważny do "
            f"{local(pair.certificate.not_valid_after_utc):%d.%m.%Y}, pasuje do {pair.store.name}"
            for pair in ours.values()
            if pair.certificate is not None and pair.certificate_file is not None
        )
        return Result(plan.writes, lines)

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the copies."""
        there = sum(path.exists() for path in plan.writes)
        return "not" if there == 0 else "done" if there == len(plan.writes) else "partly"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew: a copy that is there already counts as found, and stands with the others in the journal."""
        fresh = self.plan(answers, computer)
        kept = tuple(path for path in plan.writes if path.exists() and path not in fresh.writes)
        return replace(fresh, writes=(*kept, *fresh.writes), nothing_to_do=False)


@dataclass(frozen=True, slots=True)
class _Source:
    """A downloaded file, and the certificate in it that belongs to our key."""

    path: Path
    certificate: x509.Certificate


def _named(sources: Mapping[Purpose, _Source]) -> str:
    """The folders that they lie in, as they stand behind „z”."""
    folders = list(dict.fromkeys(str(each.path.parent) for each in sources.values()))
    return f"{'folderu' if len(folders) == 1 else 'folderów'} {' i '.join(folders)}"


def _sources(folders: Sequence[Path], needed: dict[str, Purpose], now: datetime) -> dict[Purpose, _Source]:
    """The certificates of our keys; of two the newer one, and of one that lies in two folders the first of these."""
    from flows.crypto.certificates import is_authority, public_key_sha256  # start-up
    from flows.folder.recognise import Kind

    sources: dict[Purpose, _Source] = {}
    for item in (each for folder in reversed(folders) for each in recent(folder, now)):  # the newest last
        for certificate in item.certificates if item.kind is Kind.CERTIFICATE else ():
            purpose = needed.get(public_key_sha256(certificate))
            if purpose is not None and not is_authority(certificate):
                sources[purpose] = _Source(item.path, certificate)
    return {purpose: sources[purpose] for purpose in PURPOSES if purpose in sources}


def _lines(purpose: Purpose, source: _Source, targets: Mapping[Path, Path], now: datetime) -> Iterator[str]:
    """What is copied to where, and a warning where it is not valid now; step 4 will refuse it."""
    from flows.folder.pairing import check_dates  # start-up

    yield f"{source.path.name} → {targets[source.path].name} ({purpose.upper()})"
    try:
        check_dates(purpose, source.certificate, source.path.name, now)
    except FlowError as error:
        yield f"Uwaga: {error.problem.what}"


def _target(folder: Path, source: Path, taken: Collection[Path]) -> Path:
    """The name it was downloaded under, or with a number when that is taken."""
    target, number = folder / source.name, 2
    while target.exists() or target in taken:
        target, number = folder / f"{source.stem}-{number}{source.suffix}", number + 1
    return target


def _no_keys(folder: Path) -> FlowError:
    return FlowError(
        Problem(
            "no-requests",
            f"W folderze {folder} nie ma kompletu plików z kroku 1, więc nie mam z czym porównać certyfikatów.",
            ("pliki z kroku 1 są w innym folderze",),
            "Proszę wpisać „zmień folder” i podać folder z plikami .jks i .csr.",
            page="p12-load-folder",
            ask="folder",
        )
    )


def _not_yet(
    downloads: Path,
    others: Sequence[Path],
    missing: Sequence[Purpose],
    sources: Mapping[Purpose, _Source],
    now: datetime,
) -> FlowError:
    """Says what is there instead: only one of two, of another request, or a page instead of a file."""
    from flows.folder.recognise import Kind  # start-up

    names = " i ".join(purpose.upper() for purpose in missing)
    lately = recent(downloads, now)
    pages = [item for item in lately if item.kind is Kind.HTML and item.path.suffix.lower() in {".pem", ".crt", ".cer"}]
    strangers = [item.path.name for item in lately if item.kind is Kind.CERTIFICATE and not item.problem]
    also = f" Zaglądam też do: {', '.join(map(str, others))}." if others else ""
    following = f"Proszę pobrać brakujący plik z wiadomości i wpisać „dalej” albo folder, w którym jest.{also}"
    if pages and pages[0].problem is not None:
        return FlowError(pages[0].problem)
    if strangers and not sources:
        return FlowError(
            Problem(
                "key-mismatch",
                f"Certyfikat {strangers[-1]} w folderze {downloads} nie pasuje do kluczy z kroku 1.",
                ("jest z innego wniosku lub innej apteki", "pliki CSR tworzono więcej niż raz"),
                "Proszę pobrać pliki z najnowszej wiadomości albo wskazać folder z właściwymi plikami .jks.",
                page="pem-key-mismatch",
            )
        )
    what = (
        f"Jest tylko jeden certyfikat; brakuje {names}."
        if sources
        else f"W folderze {downloads} nie widzę jeszcze certyfikatów."
    )
    return FlowError(
        Problem(
            "not-downloaded-yet",
            what,
            ("plik jeszcze się pobiera", "przeglądarka zapisała go w innym folderze"),
            following,
            page="download-pem",
        )
    )
