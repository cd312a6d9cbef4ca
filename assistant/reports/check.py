"""``sprawdź``: what files are, whom they fit, until when they are valid, and what is odd about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reports.file_kinds import KIND, description
from assistant.reports.own_files import own_file
from assistant.reports.store_contents import Inside, look_inside
from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.base.files import read_file
from flows.base.secret import Secret
from flows.folder.recognise import recognise, scan_folder

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents

_EXPECTED = {
    "email": {".eml", ".msg", ".emlx", ".mht", ".mhtml", ".mbox", ".txt", ".html", ".htm", ""},
    "html": {".html", ".htm", ".mht", ".mhtml"},
    "archive": {".zip", ".docx", ".xlsx", ".odt"},
}
"""Suffixes under which such a file is just that, and no failed download."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate: whose it is, and when it is valid (UTC)."""

    subject: str
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one file.

    ``description``: what it is, in Polish; ``issued``: the certificates that are not an authority's, of two keys both;
    ``keys``: private keys in it (None: it does not show); ``fits`` names other files of the same key; ``opened`` None
    without a password; ``unlocked``: it opens without any; ``warnings``: what is odd and
    no obstacle, a Polish sentence each.
    """

    path: Path
    kind: str
    description: str
    purpose: str | None = None
    issued: tuple[Issued, ...] = ()
    keys: int | None = None
    fits: tuple[Path, ...] = ()
    opened: bool | None = None
    unlocked: bool = False
    warnings: tuple[str, ...] = ()
    problem: Problem | None = None


def examine(path: Path, passwords: Sequence[Secret], now: datetime) -> Facts:
    """Looks into one file and at its neighbours in the folder. Problems are told in the result, not raised."""
    own = own_file(path)
    if own is not None:
        return Facts(path, own[0], own[1])
    try:
        data = read_file(path)
    except FlowError as error:
        return Facts(path, "unknown", KIND["unknown"], problem=error.problem)
    contents = recognise(path, data)
    inside = look_inside(contents, data, passwords)
    facts = Facts(path, contents.kind.value, description(contents, inside), contents.purpose)
    try:
        neighbours = scan_folder(path.absolute().parent)
    except FlowError:  # a file may be readable in a folder that may not be listed
        neighbours = ()
    keys = contents.key_sha256s | inside.key_sha256s
    problem, advice = _problem(contents, inside)
    return replace(
        facts,
        issued=tuple(map(_issued, inside.certificates)),
        keys=inside.keys,
        fits=tuple(each.path for each in neighbours if keys & each.key_sha256s and each.path.name != path.name),
        opened=inside.opened,
        unlocked=inside.unlocked,
        warnings=(*inside.warnings, *advice),
        problem=problem or _date_problem(path, inside.certificates, now),
    )


def _issued(certificate: x509.Certificate) -> Issued:
    subject = certificate.subject.rfc4514_string()
    return Issued(subject, certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def _problem(contents: Contents, inside: Inside) -> tuple[Problem | None, tuple[str, ...]]:
    """What is wrong; a letter or an archive that is called one is what it should be, and only its advice is told."""
    problem = contents.problem or inside.problem
    expected = contents.path.suffix.lower() in _EXPECTED.get(contents.kind.value, ())
    if problem is None or not expected:
        return problem, ()
    return None, (problem.next,)


def _date_problem(path: Path, certificates: Sequence[x509.Certificate], now: datetime) -> Problem | None:
    leaf = certificates[0] if certificates else None
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


def examine_all(paths: Iterable[Path], passwords: Sequence[Secret], now: datetime) -> list[Facts]:
    """Every file in turn."""
    return [examine(path, passwords, now) for path in paths]
