"""„Zestaw” for the next computer: a folder on a stick or a share with both .p12 files and what to do there.

The kit carries the ledger. Made again in the same place, it brings back the lines that other computers added.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import check_folder, read_file, write_new
from flows.base.inside import inside
from flows.engine.details import Details
from flows.engine.doubtful_folders import synchronised
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.ledger import Ledger
from flows.folder.ready_p12 import ready_files
from flows.folder.recorded import left_alone
from flows.ports.computer import Computer

KIT, INSTRUCTION = "Certyfikaty P1 - zestaw", "INSTRUKCJA.txt"
NEEDED_BYTES = 1_048_576
_TEXT = """Certyfikaty P1 na następny komputer apteki

1. Proszę włożyć ten pendrive (albo otworzyć ten folder) na komputerze, na którym mają być certyfikaty.
2. {program}
       asystent-p1 krok windows --folder "TEN FOLDER"
   Zamiast TEN FOLDER proszę wpisać nazwę tego folderu, na przykład E:\\{kit}.
   Program zapyta o hasło do plików .p12, pokaże plan i po słowie „tak” zainstaluje oba certyfikaty.
3. Na końcu powinno być napisane „Gotowe i sprawdzone”, a certyfikaty będą ważne do {until}.
4. Bez programu: dwukrotnie kliknąć plik {tls}, „Dalej”, hasło, „Dalej”, „Zakończ”; to samo z plikiem {wss}.
   Instaluje się oba pliki, na każdym komputerze i na każdym koncie Windows, na którym działa program apteki.
5. Po ostatnim komputerze proszę usunąć ten folder z pendrive'a. Hasła nie zapisywać na pendrivie.
"""


@dataclass(frozen=True, slots=True)
class Contents(Details):
    """The .p12 files, TLS first, where they came from, their certificates' last day and SHA-256."""

    source: str
    files: tuple[str, ...]
    until: str
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MakeKit:
    """Answers: ``folder``, ``haslo`` (the files are checked with it and it goes nowhere), ``cel``: where to put it."""

    name: str = "make-kit"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Checks both files and the place."""
        try:
            check_folder(answers["cel"], need=NEEDED_BYTES + _program_size(), must_exist=True)
        except FlowError as error:
            raise error.about("cel") from error
        kit = answers["cel"] / KIT
        ready = ready_files(answers["folder"], answers["haslo"], computer.now())
        until = local(min(each.certificate.not_valid_after_utc for each in ready))
        writes, lines = [], []
        for each in ready:
            target = kit / each.path.name
            if target.exists() and read_file(target) != each.data:
                raise _taken(target)
            if not target.exists():
                writes.append(target)
            lines.append(f"{each.path.name} – {'już tam jest' if target.exists() else 'kopia'}")
        until_day = f"{until:%d.%m.%Y}"
        if (kit / INSTRUCTION).exists() and not _fits(kit / INSTRUCTION, [each.path.name for each in ready], until_day):
            raise _taken(kit / INSTRUCTION)
        others = [kit / INSTRUCTION, *([kit / Path(sys.executable).name] if _program_size() else [])]
        writes += [path for path in others if not path.exists()]
        lines += left_alone(answers["folder"], [each.digest for each in ready])
        lines.append(f"{INSTRUCTION} – co zrobić na następnym komputerze; bez hasła")
        lines += filter(None, [synchronised(kit)])
        details = Contents(
            str(answers["folder"]),
            tuple(each.path.name for each in ready),
            until_day,
            tuple(each.sha256 for each in ready),
        )
        return Plan(
            self.name,
            kit,
            f"Przygotuję zestaw dla następnego komputera w folderze {kit}",
            (*lines, "Spis komputerów uzupełnię w obie strony.", f"Certyfikaty są ważne do {until_day}."),
            tuple(writes),
            "Można cofnąć w folderze zestawu: pliki zostaną odłożone do podfolderu.",
            details.to_json(),
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Copies what is missing, writes the instruction, exchanges the ledgers' lines."""
        progress("Kopiuję pliki zestawu")
        source: Path = answers["folder"]
        details = Contents.of(plan)
        written: dict[Path, str] = {}
        for path in plan.writes:
            if path.exists():
                continue
            if path.name == INSTRUCTION:
                written[path] = write_new(path, _instruction(plan))
            elif path.name in details.files:
                written[path] = write_new(path, read_file(inside(source, path.name)))
            else:
                written[path] = write_new(path, Path(sys.executable).read_bytes())
        here, there = Ledger(source, computer), Ledger(plan.folder, computer)
        here.made_kit(plan.folder, details.sha256)
        here.take_over(there)
        there.take_over(here)
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Compares the copies with the originals, and both ledgers."""
        details = Contents.of(plan)
        copies = [plan.folder / name for name in details.files]
        for copy in copies:
            if read_file(copy) != read_file(answers["folder"] / copy.name):
                raise _taken(copy)
        if not _fits(plan.folder / INSTRUCTION, details.files, details.until):
            raise _taken(plan.folder / INSTRUCTION)
        here, there = Ledger(answers["folder"], computer), Ledger(plan.folder, computer)
        if here.lacks(there) or there.lacks(here):
            raise _ledgers_differ(plan.folder)
        lines = (
            f"Zestaw jest w folderze {plan.folder}.",
            f"Co zrobić na następnym komputerze, opisuje plik {INSTRUCTION}.",
            "Gdy zestaw wróci, proszę wydać to samo polecenie jeszcze raz: przepiszę spis komputerów.",
        )
        return Result((*copies, plan.folder / INSTRUCTION), lines)

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the planned files."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew: what is there stays."""
        return self.plan(answers, computer)


def _program_size() -> int:
    """Bytes of the portable program; 0 when we do not run from a single file of our own."""
    program = Path(sys.executable)
    alone = getattr(sys, "frozen", False) and not (program.parent / "_internal").exists()
    return program.stat().st_size if alone else 0


def _instruction(plan: Plan) -> bytes:
    details = Contents.of(plan)
    tls, wss = details.files
    program = (
        "Program jest w tym folderze. W wierszu polecenia proszę przejść do tego folderu i wpisać:"
        if _program_size()
        else "Jeśli jest tam program asystent-p1, w wierszu polecenia proszę wpisać:"
    )
    text = _TEXT.format(program=program, kit=KIT, until=details.until, tls=tls, wss=wss)
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def _fits(instruction: Path, names: Sequence[str], until: str) -> bool:
    """Whether the instruction in the kit is for these files; one of an earlier renewal names others."""
    text = read_file(instruction).decode("utf-8", "replace")
    return all(each in text for each in (*names, until))


def _ledgers_differ(kit: Path) -> FlowError:
    return not_verified(
        f"Spis komputerów w zestawie {kit} nie zgadza się ze spisem w folderze z certyfikatami.",
        "Proszę powtórzyć to polecenie: dopiszę to, czego brakuje.",
        page="windows-all-computers",
        causes=("inny komputer właśnie coś dopisał", "uszkodzony pendrive"),
    )


def _taken(path: Path) -> FlowError:
    return FlowError(
        Problem(
            "file-exists",
            f"W zestawie jest już inny plik {path.name}.",
            ("to zestaw z poprzedniego odnowienia albo zmieniony plik",),
            f"Proszę usunąć albo przenieść folder {path.parent} i spróbować ponownie.",
            page="windows-all-computers",
        )
    )
