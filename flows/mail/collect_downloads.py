"""Step 3, second half: the two downloaded certificates, recognised by key, copied next to their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from flows.base.clock import local
from flows.base.errors import FlowError
from flows.base.file_problems import not_verified
from flows.base.files import read_file, write_new
from flows.base.stamps import is_taken
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder import pairing_problems
from flows.folder.current_set import current_set
from flows.folder.downloads import let_settle, recent
from flows.folder.names import PURPOSES, Purpose, plain_name
from flows.folder.packed import packed_file
from flows.folder.pairing import check_dates
from flows.folder.recognise import scan_folder
from flows.mail import not_there
from flows.mail.our_certificates import Source, contents_of, lately_in, ours_among, strangers
from flows.ports.computer import Computer

PATIENCE_SECONDS = 1.5
"""So long a look at the folder waits for a fresh file to settle; a download that takes longer is asked about again."""

_SUFFIXES = {"", ".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", ".txt", ".rtf", ".html", ".htm"}
"""Of files that a certificate may be in; any other (a program's, a keystore's) would say what the copy is not."""


@dataclass(frozen=True, slots=True)
class Copied(Details):
    """The files that are copied, and the archive that each lies in, "" for none."""

    sources: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectDownloads:
    """Answers: ``folder``, ``pobrane`` (the Downloads folder). The downloaded files themselves stay where they are.

    Other places are looked at beside it: people do not know where their browser put a file. ``pliki``: only these files
    and folders instead, and one certificate of the two is enough.
    """

    name: str = "collect-downloads"

    def is_done(self, folder: Path) -> bool:
        """Whether both keys there have their certificate."""
        return sum(pair.certificate is not None for pair in current_set(scan_folder(folder)).values()) == len(PURPOSES)

    def watched(self, answers: Answers, computer: Computer) -> tuple[Path, ...]:
        """The folders in which the files may appear: where they were said to be, the working folder, other places."""
        return tuple(dict.fromkeys((answers["pobrane"], answers["folder"], *computer.download_places())))

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Which downloaded file is whose. Raises FlowError ``not-downloaded-yet`` or what is wrong with the files."""
        folder: Path = answers["folder"]
        found = scan_folder(folder)
        ours = current_set(found)
        if len(ours) < len(PURPOSES):
            raise not_there.no_keys(folder)
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
        given: tuple[Path, ...] = answers.get("pliki", ())
        if given:
            sources = ours_among(chain.from_iterable(map(contents_of, given)), needed)
            if not sources:
                raise strangers(given, folder)
            return self._copying(folder, sources, computer)
        downloads: Path = answers["pobrane"]
        folders = [each for each in self.watched(answers, computer) if each != folder]
        let_settle(folders, PATIENCE_SECONDS)
        sources = lately_in(folders, needed, computer.now())
        missing = [purpose for purpose in needed.values() if purpose not in sources]
        if missing:
            others = [each for each in folders if each != downloads]
            lately = recent(downloads, computer.now())
            raise (
                not_there.one_step_away(self.watched(answers, computer), missing, needed)
                or not_there.not_these(downloads, lately, found, any_there=bool(sources))
                or not_there.not_yet(downloads, others, missing, any_there=bool(sources))
            )
        return self._copying(folder, sources, computer)

    def _copying(self, folder: Path, sources: Mapping[Purpose, Source], computer: Computer) -> Plan:
        targets: dict[Path, Path] = {}
        archives: dict[Path, Path | None] = {each.path: each.archive for each in sources.values()}
        for path in archives:  # one file may hold both
            targets[path] = _target(folder, path, taken=targets.values())
        return Plan(
            self.name,
            folder,
            f"Skopiuję {_what(sources)} z {_named(sources)} do folderu {folder}",
            tuple(line for purpose, each in sources.items() for line in _lines(purpose, each, targets, computer.now())),
            tuple(targets.values()),
            "Można cofnąć: kopie zostaną odłożone do podfolderu. Pliki w folderze z pobranymi zostają.",
            Copied(tuple(map(str, targets)), tuple(str(archives[each] or "") for each in targets)).to_json(),
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Copies byte for byte, never over a file; what an interrupted run has copied stands first in the plan."""
        written: dict[Path, str] = {}
        copied = Copied.of(plan)
        sources = copied.sources
        archives = copied.archives or ("",) * len(sources)
        for source, archive, target in zip(
            sources, archives, plan.writes[len(plan.writes) - len(sources) :], strict=True
        ):
            progress(f"Kopiuję {target.name}")
            data = packed_file(Path(archive), Path(source).name) if archive else read_file(Path(source))
            written[target] = write_new(target, data)
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Looks at the working folder afresh: both keys must now have their certificate."""
        ours = current_set(scan_folder(plan.folder))
        there = {pair.certificate_file for pair in ours.values() if pair.certificate is not None}
        if not (set(plan.writes) <= there if answers.get("pliki") else self.is_done(plan.folder)):
            raise not_verified(
                "Po skopiowaniu w folderze nadal brakuje certyfikatu.",
                "Proszę pobrać oba pliki jeszcze raz.",
                page="download-pem",
                causes=("plik zmienił się w trakcie kopiowania",),
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
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew: a copy that is there already counts as found, and stands with the others in the journal."""
        fresh = self.plan(answers, computer)
        kept = tuple(path for path in plan.writes if path.exists() and path not in fresh.writes)
        return replace(fresh, writes=(*kept, *fresh.writes), nothing_to_do=False)


def _what(sources: Mapping[Purpose, Source]) -> str:
    return "certyfikaty" if len(sources) == len(PURPOSES) else f"certyfikat {next(iter(sources)).upper()}"


def _named(sources: Mapping[Purpose, Source]) -> str:
    """The folders that they lie in, as they stand behind „z”."""
    folders = list(dict.fromkeys(str(each.path.parent) for each in sources.values()))
    return f"{'folderu' if len(folders) == 1 else 'folderów'} {' i '.join(folders)}"


def _lines(purpose: Purpose, source: Source, targets: Mapping[Path, Path], now: datetime) -> Iterator[str]:
    """What is copied to where, and a warning where it is not valid now; step 4 will refuse it."""
    packed_in = f" z archiwum {source.archive.name}" if source.archive is not None else ""
    yield f"{source.path.name}{packed_in} → {targets[source.path].name} ({purpose.upper()})"
    if source.rival is not None:
        yield pairing_problems.rival(purpose.upper(), source.path.name, source.rival.name)
    try:
        check_dates(purpose, source.certificate, source.path.name, now)
    except FlowError as error:
        yield f"Uwaga: {error.problem.what}"


def _target(folder: Path, source: Path, taken: Collection[Path]) -> Path:
    """The name it was downloaded under, or with a number when that is taken; never that of another kind of file."""
    plain = Path(plain_name(source.name))
    suffix = plain.suffix if plain.suffix.lower() in _SUFFIXES else ".pem"
    target, number = folder / f"{plain.stem}{suffix}", 2
    while is_taken(target) or target in taken:
        target, number = folder / f"{plain.stem}-{number}{suffix}", number + 1
    return target
