"""``sprawdź``: what files are, whom they fit, until when they are valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.screen import sentences
from assistant.screen.render import in_a_line
from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.base.polish import long_date
from flows.base.secret import Secret

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents

_KIND = {
    "jks": "magazyn kluczy Javy (.jks) z kluczem prywatnym",
    "pkcs12": "plik PKCS#12 (.p12): klucz prywatny razem z certyfikatem",
    "jceks": "magazyn kluczy JCEKS, nieobsługiwany",
    "bks": "magazyn kluczy innego rodzaju, nieobsługiwany",
    "certificate": "certyfikat (bez klucza prywatnego)",
    "request": "prośba o certyfikat (CSR) do wniosku w SOW",
    "private-key": "sam klucz prywatny",
    "note": "notatka asystenta o parze kluczy",
    "html": "strona internetowa",
    "email": "wiadomość e-mail",
    "archive": "archiwum ZIP albo dokument",
    "empty": "pusty plik",
    "unknown": "nieznany plik",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one file. ``fits`` names other files of the same key; ``opened`` None without a password."""

    path: Path
    kind: str
    purpose: str | None
    subject: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    fits: tuple[Path, ...]
    opened: bool | None
    problem: Problem | None


def examine(path: Path, passwords: Sequence[Secret], now: datetime) -> Facts:
    """Looks into one file and at its neighbours in the folder. Problems are told in the result, not raised."""
    from flows.base.files import read_file
    from flows.folder.recognise import recognise, scan_folder

    try:
        contents = recognise(path, read_file(path))
    except FlowError as error:
        return Facts(path, "unknown", None, None, None, None, (), None, error.problem)
    certificates = contents.certificates if contents.kind == "certificate" else ()
    keys, opened, problem = set(contents.key_sha256s), None, contents.problem
    if contents.kind in {"jks", "pkcs12"} and passwords and problem is None:
        try:
            certificates, keys = _open(contents, passwords)
            opened = True
        except FlowError as error:
            opened, problem = False, error.problem
    leaf = certificates[0] if certificates else None
    try:
        neighbours = scan_folder(path.absolute().parent)
    except FlowError:  # a file may be readable in a folder that may not be listed
        neighbours = ()
    fits = tuple(each.path for each in neighbours if keys & each.key_sha256s and each.path.name != path.name)
    return Facts(
        path,
        contents.kind.value,
        contents.purpose,
        leaf.subject.rfc4514_string() if leaf else None,
        leaf.not_valid_before_utc if leaf else None,
        leaf.not_valid_after_utc if leaf else None,
        fits,
        opened,
        problem or _date_problem(path, leaf, now),
    )


def _open(contents: Contents, passwords: Sequence[Secret]) -> tuple[tuple[x509.Certificate, ...], set[str]]:
    """The issued certificates and keys inside; a JKS from step 1 holds only a placeholder, which says nothing."""
    from flows.base.files import read_file
    from flows.crypto.certificates import is_self_signed, public_key_sha256
    from flows.crypto.keystore import open_keystore

    entries = open_keystore(read_file(contents.path), passwords, name=contents.path.name)
    leaves = tuple(entry.chain[0] for entry in entries if entry.chain and not is_self_signed(entry.chain[0]))
    return leaves, {public_key_sha256(entry.key) for entry in entries}


def _date_problem(path: Path, leaf: x509.Certificate | None, now: datetime) -> Problem | None:
    if leaf is None or leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        return None
    if leaf.not_valid_after_utc < now:
        return Problem(
            "certificate-expired",
            f"Certyfikat w pliku {path.name} stracił ważność {local(leaf.not_valid_after_utc):%d.%m.%Y}.",
            (),
            "Proszę użyć nowszego pliku albo rozpocząć odnowienie.",
            "expired-consequences",
        )
    return Problem(
        "certificate-not-yet-valid",
        f"Certyfikat w pliku {path.name} będzie ważny dopiero od {local(leaf.not_valid_before_utc):%d.%m.%Y %H:%M}.",
        ("zegar komputera się spóźnia",),
        "Proszę sprawdzić datę w komputerze.",
        "wrong-clock",
    )


def describe(path: Path, passwords: Sequence[Secret], now: datetime) -> str:
    """The facts of one file as text."""
    return as_text(examine(path, passwords, now), now)


def as_text(facts: Facts, now: datetime) -> str:
    """What a person wants to know of the file."""
    rows = [f"{in_a_line(facts.path.name)}: {_KIND[facts.kind]}"]
    if facts.purpose:
        rows.append(f"- dla: {facts.purpose.upper()}")
    if facts.subject:
        rows.append(f"- wystawiony dla: {in_a_line(facts.subject)}")
    if facts.valid_until:
        rows.append(f"- ważny do: {long_date(local(facts.valid_until).date(), now.date())}")
    if facts.opened:
        rows.append("- hasło pasuje")
    if facts.fits:
        rows.append(f"- pasuje do: {in_a_line(', '.join(path.name for path in facts.fits))}")
    elif facts.kind in {"certificate", "request"} and facts.problem is None:
        rows.append("- w tym folderze nie ma klucza, do którego pasuje")
    if facts.kind in {"jks", "pkcs12", "private-key"}:
        rows.append("- zawiera klucz prywatny: tego pliku nikomu nie wysyłamy")
    if letter := _letter(facts, now):
        rows += [f"- {row}" for row in letter]
    elif facts.problem:
        rows.append(sentences.problem(facts.problem))
    return "\n".join(rows)


def _letter(facts: Facts, now: datetime) -> tuple[str, ...]:
    """What a saved e-mail says and whether to believe it; () for any other file, and for what cannot be read."""
    if facts.kind != "email":
        return ()
    from flows.mail.letters.letter import read_letter_file  # start-up
    from flows.mail.telling import describe as told

    try:
        today = local(now).date()
        return told(read_letter_file(facts.path, today), today)
    except FlowError:
        return ()


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts of one file for scripts; times as ISO 8601 in UTC."""
    return {
        "path": str(facts.path),
        "kind": facts.kind,
        "description": _KIND[facts.kind],
        "purpose": facts.purpose,
        "subject": facts.subject,
        "valid_from": facts.valid_from.isoformat() if facts.valid_from else None,
        "valid_until": facts.valid_until.isoformat() if facts.valid_until else None,
        "fits": [str(path) for path in facts.fits],
        "opened": facts.opened,
        "problem": facts.problem and facts.problem.to_json(),
    }


def examine_all(paths: Iterable[Path], passwords: Sequence[Secret], now: datetime) -> list[Facts]:
    """Every file in turn."""
    return [examine(path, passwords, now) for path in paths]
