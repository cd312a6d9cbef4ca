"""Step 1: two key pairs, each as a Java keystore, a certificate request and a note — TLS and WSS."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509 import Name

from flows.base.door import Door
from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import check_folder, read_file, write_new
from flows.base.secret import Secret
from flows.crypto.certificates import public_key_sha256
from flows.crypto.keystore import open_keystore
from flows.crypto.requests import build_request, placeholder_certificate, read_request
from flows.csr.request_plans import (
    PresentSet,
    RequestSet,
    free_stamp,
    plan_existing,
    plan_new,
    present_set,
    without_key,
)
from flows.engine.doubtful_folders import synchronised
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.names import PURPOSES, Purpose
from flows.ports.computer import Computer

if TYPE_CHECKING:
    from flows.crypto.private_keys import Entry

NEEDED_BYTES = 1_048_576
_WRITE_JKS = Door("flows.crypto.jks_writer:write_jks")
_FIELD = {"tls": "TLS", "wss": "WSS"}


@dataclass(frozen=True, slots=True)
class GenerateRequests:
    """Makes both pairs. Answers: ``folder``, ``haslo``, ``bity``, ``podmiot`` (RFC 4514 or empty), ``nowy``."""

    name: str = "generate-requests"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Six new files; or nothing, when a good complete set is there and ``nowy`` was not asked for."""
        folder: Path = answers["folder"]
        check_folder(folder, need=NEEDED_BYTES)
        existing = None if answers["nowy"] else present_set(folder, computer.now().astimezone())
        if existing:
            return plan_existing(self.name, folder, existing)
        stamp = free_stamp(folder, computer.now())
        warnings = [*without_key(folder), *filter(None, [synchronised(folder)])]
        return plan_new(self.name, folder, stamp, answers["bity"], answers["podmiot"], warnings=warnings)

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Keys first, then what is made from them; whatever is there already is kept and used."""
        _refuse_surprises(plan, answers, computer.now().astimezone())
        written: dict[Path, str] = {}
        progress("Tworzę klucze dla TLS i WSS")
        keys = _keys(plan, answers["haslo"])
        stores = {
            purpose: _keystore(plan, purpose, key, answers["haslo"], computer.now())
            for purpose, key in keys.items()
            if not _path(plan, purpose, ".jks").exists()
        }
        # Both keystores reach the disk before any request does: a request whose key is lost must never exist.
        for purpose, data in stores.items():
            progress(f"Zapisuję {_path(plan, purpose, '.jks').name}")
            written[_path(plan, purpose, ".jks")] = write_new(_path(plan, purpose, ".jks"), data)
        for purpose, key in keys.items():
            request, note = _path(plan, purpose, ".csr"), _path(plan, purpose, ".txt")
            if not request.exists():
                written[request] = write_new(request, build_request(key, _subject(plan, purpose)))
            if not note.exists():
                written[note] = write_new(note, _note(plan, purpose, key, computer.now()))
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Opens both keystores with the password and checks each request's signature and key against them."""
        lines = []
        for purpose in PURPOSES:
            store, request = _path(plan, purpose, ".jks"), _path(plan, purpose, ".csr")
            _check_pair(_stored_key(plan, purpose, answers["haslo"]), store, request)
            lines.append(
                f"{_FIELD[purpose]}: {store.name} otwiera się hasłem, {request.name} ma podpis zgodny z kluczem."
            )
        missing = [path.name for path in _files(plan) if not path.exists()]
        if missing:
            raise _not_verified(f"Brakuje plików: {', '.join(missing)}.")
        return Result(_files(plan), tuple(lines))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the planned files: names carry the stamp of this very plan."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """The same files again, named anew from what the journal says of the set."""
        made = RequestSet.of(plan)
        return plan_new(self.name, plan.folder, made.stamp, made.bits, made.subject)


def _refuse_surprises(plan: Plan, answers: Answers, now: datetime) -> None:
    """What must not be there when the work begins, looked at while nobody else works in the folder."""
    for purpose in PURPOSES:
        store, request = _path(plan, purpose, ".jks"), _path(plan, purpose, ".csr")
        if request.exists() and not store.exists():
            raise _keystore_missing(store, request)
    begun = any(path.exists() for path in plan.writes)
    if not begun and not answers["nowy"] and present_set(plan.folder, now):
        raise FlowError(
            Problem(
                "folder-changed",
                f"W folderze {plan.folder} pojawił się w tym czasie inny komplet plików do wniosku.",
                ("ten sam krok zrobiono właśnie w drugim oknie albo na innym komputerze",),
                "Nic nie zostało dopisane. Proszę zacząć ten krok jeszcze raz: pokażę, co jest w folderze.",
                page="files-after-csr",
            )
        )


def _files(plan: Plan) -> tuple[Path, ...]:
    if plan.nothing_to_do:
        return tuple(plan.folder / name for names in PresentSet.of(plan).existing.values() for name in names.values())
    return plan.writes


def _path(plan: Plan, purpose: Purpose, suffix: str) -> Path:
    if plan.nothing_to_do:
        return plan.folder / PresentSet.of(plan).existing[purpose][suffix]
    return plan.folder / f"{purpose}-{RequestSet.of(plan).stamp}{suffix}"


def _keys(plan: Plan, password: Secret) -> dict[Purpose, RSAPrivateKey]:
    """The key of each purpose: read from its keystore where that exists, else made; both in parallel.

    Making a key leaves Python's lock free, so what writes them is imported meanwhile (70 ms).
    """

    def key(purpose: Purpose) -> RSAPrivateKey:
        known = _path(plan, purpose, ".jks").exists()
        return _stored_key(plan, purpose, password) if known else _new_key(RequestSet.of(plan).bits)

    with ThreadPoolExecutor(len(PURPOSES)) as pool:
        making = {purpose: pool.submit(key, purpose) for purpose in PURPOSES}
        _ = _WRITE_JKS.opened  # meanwhile
        return {purpose: made.result() for purpose, made in making.items()}


def _new_key(bits: int) -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _stored_key(plan: Plan, purpose: Purpose, password: Secret) -> RSAPrivateKey:
    """The key of the set. In a keystore of ours the alias says what it is for: two that changed places are noticed."""
    store = _path(plan, purpose, ".jks")
    entries = open_keystore(read_file(store), [password], name=store.name)
    entry = _wanted(entries, _path(plan, purpose, ".csr")) if plan.nothing_to_do else entries[0]
    if not isinstance(entry.key, RSAPrivateKey):
        raise _not_verified(f"Klucz w {store.name} nie jest kluczem RSA.")
    if not plan.nothing_to_do and entry.alias != purpose:
        raise _not_verified(f"Klucz w {store.name} nie jest kluczem do {_FIELD[purpose]}.")
    return entry.key


def _wanted(entries: Sequence[Entry], request: Path) -> Entry:
    """A keystore that somebody else made may hold both keys: the one of the request, else whichever comes first."""
    csr = read_request(read_file(request))
    wanted = public_key_sha256(csr) if csr is not None else None
    return next((each for each in entries if public_key_sha256(each.key) == wanted), entries[0])


def _subject(plan: Plan, purpose: Purpose) -> Any:
    """The configured subject. The authority's wish is not known; by default only the purpose is named."""
    return Name.from_rfc4514_string(RequestSet.of(plan).subject or f"CN=P1 {_FIELD[purpose]}")


def _keystore(plan: Plan, purpose: Purpose, key: RSAPrivateKey, password: Secret, now: datetime) -> bytes:
    placeholder = placeholder_certificate(key, _subject(plan, purpose), now)
    data: bytes = _WRITE_JKS(purpose, key, (placeholder,), password)
    return data


def _note(plan: Plan, purpose: Purpose, key: RSAPrivateKey, now: datetime) -> bytes:
    field = _FIELD[purpose]
    store, request = _path(plan, purpose, ".jks").name, _path(plan, purpose, ".csr").name
    return (
        f"Certyfikat P1: {field}\r\n"
        f"Utworzono: {now:%d.%m.%Y %H:%M}\r\n"
        f"Klucz prywatny: {store} (nie wysyłać nikomu)\r\n"
        f"Plik do wniosku w SOW: {request}\r\n"
        f"Pole we wniosku: {field} („Pliki certyfikatów WSS oraz TLS”)\r\n"
        f"SHA-256 klucza publicznego: {public_key_sha256(key.public_key())}\r\n"
        "Hasła tu nie ma. Jest potrzebne w kroku 4 i przy instalacji w Windows.\r\n"
    ).encode()


def _check_pair(key: RSAPrivateKey, store: Path, request: Path) -> None:
    csr = read_request(read_file(request))
    if csr is None or not csr.is_signature_valid:
        raise _not_verified(f"Plik {request.name} nie jest poprawną prośbą o certyfikat.")
    if public_key_sha256(csr.public_key()) != public_key_sha256(key.public_key()):
        raise _not_verified(f"Klucz w {store.name} nie pasuje do {request.name}.")


def _keystore_missing(store: Path, request: Path) -> FlowError:
    return FlowError(
        Problem(
            "keystore-missing",
            f"Jest plik {request.name}, ale brakuje pliku {store.name} z kluczem do niego.",
            ("plik .jks został przeniesiony albo usunięty po przerwanej pracy",),
            f"Proszę przywrócić {store.name} do tego folderu. Jeśli go nie ma, proszę wpisać „cofnij”: "
            "odłożę niedokończone pliki i utworzymy nowy komplet.",
            page="lost-keystore",
        )
    )


def _not_verified(what: str) -> FlowError:
    return not_verified(
        what,
        "Proszę nie wysyłać tych plików. Można wpisać „cofnij” i utworzyć komplet jeszcze raz.",
        page="files-after-csr",
    )
