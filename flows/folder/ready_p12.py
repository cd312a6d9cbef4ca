"""The PKCS#12 files of a folder that are to be installed, opened and checked before any store is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import folder_missing
from flows.base.files import read_file
from flows.crypto.certificates import is_self_signed, public_key_sha256, sha256_thumbprint
from flows.crypto.keystore import open_keystore
from flows.crypto.keystore_problems import damaged
from flows.folder import pairing_problems
from flows.folder.current_set import age, current_set
from flows.folder.issued import is_finished
from flows.folder.names import PURPOSES, Purpose, purpose_in
from flows.folder.pairing import check_dates
from flows.folder.recognise import scan_folder
from flows.folder.recorded import recorded

if TYPE_CHECKING:
    from cryptography import x509

    from flows.base.secret import Secret
    from flows.folder.recognise import Contents


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that opens, with the certificate of its key, and those of the authorities above it."""

    purpose: Purpose
    path: Path
    data: bytes
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the file, 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sha256(self) -> str:
        """The certificate's thumbprint, 64 hex digits."""
        return sha256_thumbprint(self.certificate)


def check_there(folder: Path) -> None:
    """Raises FlowError ``p12-missing`` where a folder has no file that could be one, whatever the password."""
    if not any(item.path.suffix.lower() in {".p12", ".pfx"} for item in scan_folder(folder)):
        raise _missing(folder, "tls")


def ready_files(folder: Path, password: Secret, now: datetime) -> tuple[Ready, ...]:
    """The newest TLS and the newest WSS file of the folder, in this order.

    Where the two that step 4 recorded open, a file that does not is none of this renewal (``left_alone``).

    Raises FlowError: folder-missing, p12-missing, wrong-password, keystore-damaged, keystore-unsupported, p12-hostile,
    purpose-unknown, p12-outdated (there is a newer certificate without its .p12), certificate-expired,
    certificate-not-yet-valid, p12-foreign (it does not open, both files are there, and it is not named after one).
    """
    if not folder.is_dir():
        raise folder_missing(folder, "Proszę podać folder, w którym są pliki .p12 z kroku 4.", page="files-after-p12")
    found = scan_folder(folder)
    files = sorted((item for item in found if is_finished(item.path)), key=age, reverse=True)
    known = {key: item.purpose for item in found if item.purpose is not None for key in item.key_sha256s}
    opened, refused = _open_all(files, password, known)
    ours = recorded(folder)
    if {each.purpose for each in opened if each.digest in ours} == set(PURPOSES):
        refused = [each for each in refused if each.digest in ours]
    current = current_set(found)
    chosen = []
    for purpose in PURPOSES:
        mine = [each for each in opened if each.purpose == purpose]
        ready = max(mine, key=lambda each: each.certificate.not_valid_before_utc, default=None)
        # A file that does not open may be the new one: never fall back to an older one in silence.
        blocked = next((each for each in refused if each.purpose == purpose), None) or next(
            (each for each in refused if each.purpose is None), None
        )
        if blocked is not None and (ready is None or blocked.written > ready.path.stat().st_mtime):
            both = {each.purpose for each in opened} == set(PURPOSES)
            raise _foreign(blocked) if both and blocked.purpose is None else blocked.error
        if ready is None:
            raise _missing(folder, purpose)
        pair = current.get(purpose)
        newest = pair.certificate if pair is not None else None
        if newest is not None and newest.not_valid_before_utc > ready.certificate.not_valid_before_utc:
            raise _outdated(ready)
        check_dates(purpose, ready.certificate, ready.path.name, now)
        chosen.append(ready)
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A file that does not open: the purpose in its name, the file's time, why, and its SHA-256."""

    name: str
    purpose: Purpose | None
    written: float
    error: FlowError
    digest: str


def _open_all(
    files: Sequence[Contents], password: Secret, known: Mapping[str, Purpose]
) -> tuple[list[Ready], list[_Refused]]:
    """What opens, and what does not. ``known``: what the keys of the folder are for, by SHA-256."""
    opened: list[Ready] = []
    refused: list[_Refused] = []
    for item in files:
        named = purpose_in(item.path.name)
        data = b""
        try:
            data = read_file(item.path)
            if item.problem is not None or item.kind != "pkcs12":
                raise damaged(item.path.name)
            for entry in open_keystore(data, [password], name=item.path.name):
                if not entry.chain:
                    continue  # a key alone
                purpose = purpose_in(entry.alias) or named or known.get(public_key_sha256(entry.key))
                if purpose is None:
                    raise _unclear(item.path)
                if is_self_signed(entry.chain[0]):
                    raise pairing_problems.placeholder_inside(item.path.name)
                opened.append(Ready(purpose, item.path, data, entry.chain[0], tuple(entry.chain[1:])))
        except FlowError as error:
            written = item.path.stat().st_mtime
            refused.append(_Refused(item.path.name, named, written, error, hashlib.sha256(data).hexdigest()))
    return opened, refused


def _missing(folder: Path, purpose: Purpose) -> FlowError:
    return FlowError(
        Problem(
            "p12-missing",
            f"W folderze {folder} nie ma pliku .p12 dla {purpose.upper()}, a instaluje się oba: TLS i WSS.",
            ("krok 4 nie został jeszcze zrobiony", "pliki .p12 są w innym folderze lub na pendrivie"),
            "Proszę podać folder z oboma plikami .p12 albo najpierw wpisać „p12”, czyli zrobić krok 4.",
            page="files-after-p12",
            ask="folder",
        )
    )


def _unclear(path: Path) -> FlowError:
    return FlowError(
        Problem(
            "purpose-unknown",
            f"Nie wiem, czy plik {path.name} jest dla TLS, czy dla WSS.",
            ("plik ma zmienioną nazwę",),
            "Proszę wpisać „tls” albo „wss” w nazwę pliku, na przykład tls.p12, i powtórzyć krok.",
            page="files-after-p12",
        )
    )


def _foreign(refused: _Refused) -> FlowError:
    return FlowError(
        Problem(
            "p12-foreign",
            f"Oba pliki .p12 tu są, ale nowszego pliku {refused.name} to hasło nie otwiera: to zapewne plik spoza tego "
            "odnowienia.",
            ("to plik innego systemu, na przykład KOWAL (NMVS) albo KSeF", "plik jest pusty albo uszkodzony"),
            f"Proszę przenieść {refused.name} do innego folderu i powtórzyć krok. Jeśli to jednak nowy certyfikat P1, "
            "proszę wpisać „tls” albo „wss” w jego nazwę i podać jego hasło.",
            page="other-certificates",
        )
    )


def _outdated(ready: Ready) -> FlowError:
    return FlowError(
        Problem(
            "p12-outdated",
            f"Plik {ready.path.name} zawiera poprzedni certyfikat {ready.purpose.upper()}, "
            "a w folderze jest już nowszy.",
            ("krok 4 nie został zrobiony dla nowych certyfikatów",),
            "Proszę wpisać „p12”: utworzę plik z nowym certyfikatem. Potem można wrócić do tego kroku.",
            page="generate-p12",
        )
    )


def folder_changed(*, page: str) -> FlowError:
    """Another certificate lies there now than the one that the plan was made for; ``page``: of the step."""
    return FlowError(
        Problem(
            "folder-changed",
            "W folderze pojawił się inny certyfikat niż ten, o którym była mowa.",
            ("ktoś właśnie dopisał albo zamienił pliki",),
            "Proszę zacząć ten krok jeszcze raz: pokażę nowy plan.",
            page=page,
        )
    )
