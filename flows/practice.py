"""Practice: the same flows in a folder on the side, with an authority of our own that answers at once.

The operations are the real ones. What differs: the folder may not lie outside the practice root, and step 2 sends the
requests to the practice authority, which puts both certificates into the folder as if they had been downloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.answers import work_folder
from flows.catalogue import FLOWS
from flows.errors import FlowError, Problem
from flows.model import Answers, Ask, Do, Flow, Item, Plan, Probe, Progress, Result
from flows.operations.names import PURPOSES, Purpose

if TYPE_CHECKING:
    from flows.operations.recognise import Contents

MARKER = "CWICZENIE.txt"
_MARKER_TEXT = "Folder ćwiczebny asystenta P1. Pliki stąd nie nadają się do pracy.\r\n"


def practice_root(folder: Path) -> Path:
    """Marks ``folder`` as a place to practise in. Raises FlowError when it holds anything that is not practice."""
    from flows.operations.files import make_folder, write_new  # start-up

    if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise FlowError(
            Problem(
                "practice-folder-in-use",
                f"Folder {folder} nie jest pusty, a ćwiczenie nie może dotykać prawdziwych plików.",
                (),
                "Proszę podać pusty folder albo uruchomić ćwiczenie bez --folder.",
                page="assistant-help",
            )
        )
    make_folder(folder)
    if not (folder / MARKER).exists():
        write_new(folder / MARKER, _MARKER_TEXT.encode())
    return folder


def practice_flows(root: Path, now: Callable[[], datetime]) -> Mapping[str, Flow]:
    """The seven flows, confined to ``root``."""
    flows = {
        name: replace(flow, items=tuple(_confined(item, root) for item in flow.items)) for name, flow in FLOWS.items()
    }
    application = Do("sow", AnswerApplication(now), uses=("folder",))
    folder = flows["csr"].item("folder")
    flows["sow"] = replace(flows["sow"], items=(folder, application))
    return flows


def _confined(item: Item, root: Path) -> Item:
    if not isinstance(item, Ask) or item.name != "folder":
        return item
    default = str(root / "Certyfikaty")

    def parse(text: str) -> Path:
        folder = work_folder(text)
        if not folder.is_relative_to(root):
            raise FlowError(
                Problem(
                    "outside-practice",
                    f"To ćwiczenie: folder {folder} leży poza folderem ćwiczebnym.",
                    (),
                    f"Proszę nacisnąć Enter, aby użyć folderu {default}.",
                    page="assistant-help",
                    ask="folder",
                )
            )
        return folder

    return replace(item, parse=parse, default=lambda _answers: default)


@dataclass(frozen=True, slots=True)
class AnswerApplication:
    """Step 2 and 3 in practice: the authority issues both certificates for the requests in the folder."""

    now: Callable[[], datetime]
    name: str = "practice-answer"

    def plan(self, answers: Answers) -> Plan:
        """Two PEM files."""
        folder: Path = answers["folder"]
        requests = _requests(folder)
        writes = tuple(folder / f"{purpose}-cwiczenie-{_stem(requests[purpose])}.pem" for purpose in PURPOSES)
        there = all(path.exists() for path in writes)
        return Plan(
            self.name,
            folder,
            "ĆWICZENIE: ćwiczebny urząd ma już odpowiedź"
            if there
            else "ĆWICZENIE: złożę wniosek w ćwiczebnym urzędzie",
            (
                *(f"{requests[purpose].path.name} → pole {purpose.upper()}" for purpose in PURPOSES),
                "W prawdziwym SOW wniosek wypełnia i podpisuje kierownik, a odpowiedź przychodzi e-mailem.",
                f"Ćwiczebne certyfikaty trafią do folderu {folder}.",
            ),
            () if there else writes,
            "Można cofnąć: pliki zostaną odłożone do podfolderu.",
            {},
            nothing_to_do=there,
        )

    def apply(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Issues what is missing; a fresh authority each time, as nothing here has to be trusted."""
        from cryptography.hazmat.primitives.serialization import Encoding  # start-up

        from flows.operations.files import write_new
        from flows.operations.practice_authority import PracticeAuthority

        progress("Ćwiczebny urząd wystawia certyfikaty")
        authority = PracticeAuthority.create(self.now())
        for purpose, path in zip(PURPOSES, plan.writes, strict=True):
            request = _requests(plan.folder)[purpose].request
            if request is not None and not path.exists():
                certificate = authority.issue(request, purpose, self.now())
                write_new(path, certificate.public_bytes(Encoding.PEM))

    def verify(self, plan: Plan, answers: Answers) -> Result:
        """Reads both certificates back and compares their keys with the requests."""
        from flows.operations.files import read_file  # start-up
        from flows.operations.recognise import recognise

        for purpose, path in zip(PURPOSES, plan.writes, strict=False):
            if recognise(path, read_file(path)).key_sha256s != _requests(plan.folder)[purpose].key_sha256s:
                raise FlowError(Problem("not-verified", f"ĆWICZENIE: plik {path.name} nie pasuje do wniosku."))
        return Result(plan.writes, tuple(f"{path.name} – ćwiczebny certyfikat w folderze" for path in plan.writes))

    def resume(self, plan: Plan, answers: Answers) -> Plan | None:
        """Planned anew: what is missing is issued, what is there stays."""
        return self.plan(answers)

    def probe(self, plan: Plan) -> Probe:
        """Counts the planned files."""
        there = sum(path.exists() for path in plan.writes)
        return "not" if there == 0 else "done" if there == len(plan.writes) else "partly"


def _stem(request: Contents) -> str:
    return request.path.stem


def _requests(folder: Path) -> dict[Purpose, Contents]:
    """The newest request of each purpose."""
    from flows.operations.recognise import Kind, scan_folder  # start-up

    found = {
        item.purpose: item
        for item in (scan_folder(folder) if folder.is_dir() else ())
        if item.kind is Kind.REQUEST and item.purpose is not None
    }
    if len(found) < len(PURPOSES):
        raise FlowError(
            Problem(
                "no-requests",
                f"W folderze {folder} nie ma obu plików .csr.",
                ("krok 1 nie został jeszcze zrobiony",),
                "Proszę wpisać „csr”.",
                page="files-after-csr",
            )
        )
    return found
