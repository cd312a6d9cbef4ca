"""Step 4: a PKCS#12 file for TLS and one for WSS, made of the keys from step 1 and the downloaded certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import check_folder, read_file, write_new
from flows.base.secret import Secret
from flows.base.stamps import free_name, is_taken
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.keystore import open_keystore
from flows.crypto.p12_layout import describe_encryption
from flows.crypto.pkcs12 import check_password, verify_key, write_p12
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.issued import is_finished
from flows.folder.names import Purpose, stamp_of
from flows.folder.pairing import pair_all
from flows.folder.pairing_problems import LABEL
from flows.folder.recognise import Kind, scan_folder
from flows.ports.computer import Computer

if TYPE_CHECKING:
    from flows.folder.pairing import Pair
    from flows.folder.recognise import Contents

NEEDED_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Part(Details):
    """A file, and the SHA-256 of the certificate in it."""

    output: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Parts(Details):
    """What stands where, and how it is encrypted: „aes” or „3des”."""

    parts: Mapping[Purpose, Part]
    encryption: str


@dataclass(frozen=True, slots=True)
class BuildPkcs12:
    """Makes both files.

    Answers: ``folder``, ``haslo``, ``szyfrowanie``; when asked for, ``haslo_klucza`` (opens what ``haslo`` does not)
    and ``haslo_p12`` (protects the new files when ``haslo`` has Polish letters).
    """

    name: str = "build-pkcs12"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Opens the keystores, pairs by key, checks dates; says which file will hold what."""
        folder: Path = answers["folder"]
        check_folder(folder, need=NEEDED_BYTES, must_exist=True)
        found, pairs = _look(folder, answers, computer.now())
        check_password(_new_password(answers))
        made = _already_made(found, pairs, answers)
        parts: dict[Purpose, Part] = {}
        lines: list[str] = []
        writes: list[Path] = []
        for pair in pairs:
            output = made.get(pair.purpose) or _output(folder, pair, computer.now())
            until = f"ważny do {local(pair.certificate.not_valid_after_utc):%d.%m.%Y}"
            parts[pair.purpose] = Part(output.name, sha256_thumbprint(pair.certificate))
            if pair.purpose in made:
                lines.append(f"{output.name} – już jest: {LABEL[pair.purpose]}, {until}. Zostaje bez zmian.")
            else:
                writes.append(output)
                lines.append(
                    f"{output.name} – {LABEL[pair.purpose]}, {until} "
                    f"(klucz z {pair.store.name}, certyfikat z {pair.certificate_file.name})"
                )
            lines.extend(pair.warnings)
        details = Parts(parts, answers["szyfrowanie"]).to_json()
        if not writes:
            return Plan(
                self.name,
                folder,
                f"Oba pliki .p12 są już w folderze {folder}",
                (*lines, "Sprawdzę je i niczego nie zmienię."),
                (),
                "Nie ma czego cofać: nic nie powstaje.",
                details,
                nothing_to_do=True,
            )
        return Plan(
            self.name,
            folder,
            f"Utworzę {'plik' if len(writes) == 1 else '2 pliki'} .p12 w folderze {folder}",
            (*lines, "Pliki będą zaszyfrowane hasłem. Plików .jks i .pem nie zmieniam."),
            tuple(writes),
            "Można cofnąć: pliki zostaną odłożone do podfolderu, nic nie zginie.",
            details,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Writes what is missing of the two files."""
        written: dict[Path, str] = {}
        for pair, output in self._planned(plan, answers, computer):
            if output.exists():
                continue
            progress(f"Tworzę {output.name}")
            name = f"P1 {pair.purpose.upper()} {pair.certificate.not_valid_before_utc:%Y}"
            aes = Parts.of(plan).encryption == "aes"
            data = write_p12(name, pair.key, pair.certificate, pair.chain, _new_password(answers), aes=aes)
            written[output] = write_new(output, data)
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reopens both files from disk, compares the certificate and signs with the key."""
        outputs, lines = [], []
        for part in Parts.of(plan).parts.values():
            output = plan.folder / part.output
            entries = open_keystore(read_file(output), [_new_password(answers)], name=output.name)
            entry = next(
                (each for each in entries if each.chain and sha256_thumbprint(each.chain[0]) == part.sha256), None
            )
            if entry is None:
                raise _not_verified(output)
            verify_key(entry.key, entry.chain[0])
            until = local(entry.chain[0].not_valid_after_utc)
            lines.append(f"{output.name} otwiera się hasłem, klucz podpisuje, certyfikat ważny do {until:%d.%m.%Y}.")
            outputs.append(output)
        return Result(tuple(outputs), tuple(lines))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the planned files."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew, since nothing here is made that could not be made again; what is there and right is kept."""
        fresh = self.plan(answers, computer)
        outputs = {part.output for part in Parts.of(fresh).parts.values()}
        kept = tuple(path for path in plan.writes if path.name in outputs and path not in fresh.writes)
        return replace(fresh, writes=(*kept, *fresh.writes), nothing_to_do=False)

    def _planned(self, plan: Plan, answers: Answers, computer: Computer) -> list[tuple[Pair, Path]]:
        """The pairs as they are now with their planned file names; refuses when they are not those of the plan."""
        _, pairs = _look(plan.folder, answers, computer.now())
        parts = Parts.of(plan).parts
        if any(sha256_thumbprint(pair.certificate) != parts[pair.purpose].sha256 for pair in pairs):
            raise FlowError(
                Problem(
                    "folder-changed",
                    "W folderze pojawił się inny certyfikat niż ten, o którym była mowa.",
                    ("ktoś właśnie dopisał albo zamienił pliki",),
                    "Proszę zacząć ten krok jeszcze raz: pokażę nowy plan.",
                    page="generate-p12",
                )
            )
        return [(pair, plan.folder / parts[pair.purpose].output) for pair in pairs]


def _look(folder: Path, answers: Answers, now: datetime) -> tuple[tuple[Contents, ...], tuple[Pair, Pair]]:
    found = scan_folder(folder)
    return found, pair_all(found, _passwords(answers), now.astimezone())


def _passwords(answers: Answers) -> list[Secret]:
    return [answers[name] for name in ("haslo", "haslo_klucza", "haslo_p12") if name in answers]


def _new_password(answers: Answers) -> Secret:
    password: Secret = answers.get("haslo_p12", answers["haslo"])
    return password


def _already_made(found: Sequence[Contents], pairs: Sequence[Pair], answers: Answers) -> dict[str, Path]:
    """PKCS#12 files in the folder that already hold a pair and open with the password."""
    made: dict[str, Path] = {}
    for item in found:
        if item.kind is not Kind.PKCS12 or not is_finished(item.path):
            continue
        try:
            data = read_file(item.path)
            entries = open_keystore(data, [_new_password(answers)], name=item.path.name)
        except FlowError:
            continue  # another password or damaged: not a file that this plan could rely on
        if (describe_encryption(data) == "aes") != (answers["szyfrowanie"] == "aes"):
            continue  # old Windows opens the one and not the other: what was asked for is not there
        for pair in pairs:
            if any(entry.chain and entry.chain[0] == pair.certificate for entry in entries):
                made.setdefault(pair.purpose, item.path)
    return made


def _output(folder: Path, pair: Pair, now: datetime) -> Path:
    """The stamp of the keystore where it has one, so that a set stays together; never an existing file."""
    stamp = stamp_of(pair.store)
    if stamp and not is_taken(path := folder / f"{pair.purpose}-{stamp}.p12"):
        return path
    return free_name(folder, f"{pair.purpose}-", now, ".p12")


def _not_verified(output: Path) -> FlowError:
    return not_verified(
        f"Plik {output.name} nie zawiera tego, co powinien.",
        "Proszę go nie instalować. Można wpisać „cofnij” i utworzyć go jeszcze raz.",
        page="p12-wrong-password",
    )
