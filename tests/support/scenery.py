"""Where conversations happen: a folder, a clock, and files as they would be at some point of the renewal."""

from __future__ import annotations

import datetime as dt
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support import authority
from support.authority import PASSWORD, POLISH_PASSWORD, identity
from support.p12_files import p12
from support.running import at

from assistant.talk.helpdesk import Helpdesk
from flows.base.secret import Secret
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.requests import read_request
from flows.desktop.paper import Behaviour
from flows.desktop.practice import PaperDesktop
from flows.engine.journal import FILE_NAME, Journal
from flows.engine.lock import FILE_NAME as LOCK_NAME
from flows.engine.model import Flow
from flows.folder.names import PURPOSES
from flows.ports.computer import Computer
from flows.ports.pace import Pace
from flows.practice.practice import practice_computer

CONTACT = "pomoc apteki, tel. 12 345"
STAMP = "20261120-090000"
_WORLD = Path(__file__).parents[1] / "data" / "world"


@cache
def helpdesk() -> Helpdesk:
    return Helpdesk(CONTACT)


@dataclass
class Clock:
    """Time that passes only where a script says so, and while somebody waits at its ``pace``."""

    moment: dt.datetime = authority.NOW

    def __call__(self) -> dt.datetime:
        return self.moment.astimezone()

    @property
    def pace(self) -> Pace:
        return Pace(self._seconds, self._wait)

    def _seconds(self) -> float:
        return self.moment.timestamp()

    def _wait(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


def with_store(name: str, flows: Mapping[str, Flow]) -> dict[str, Flow]:
    """The flows, with another store where none is named."""
    return {
        flow.name: replace(
            flow,
            options=tuple(replace(each, default=name) if each.name == "magazyn" else each for each in flow.options),
        )
        for flow in flows.values()
    }


@dataclass
class Place:
    """Where a conversation happens."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    practice: bool = False
    store: str = ""  # the one of step 6 that is meant where none is named; "": this computer's
    name: str = "certyfikaty"

    @property
    def computer(self) -> Computer:
        """This one, on the clock of the place; in practice as practice sees it."""
        real = at(self.clock, pace=self.clock.pace)
        return practice_computer(real, self.folder.parent) if self.practice else real

    @property
    def folder(self) -> Path:
        return self.root / ("cwiczenie/Certyfikaty" if self.practice else self.name)

    @property
    def other(self) -> Path:
        return self.root / "Apteka „Pod Żółwiem” d'Arc 2"

    @property
    def raportnet(self) -> Path:
        """The program that RaportNet on paper says it is."""
        return self.folder.parent / "RaportNet" / "okna.exe"

    @property
    def downloads(self) -> Path:
        """Where the system puts what is downloaded."""
        return self.root / "home" / "Downloads"

    def files(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(p.name for p in self.folder.iterdir() if p.is_file() and p.name not in {FILE_NAME, LOCK_NAME})

    def entries(self) -> tuple[dict[str, Any], ...]:
        return Journal(self.folder, at(self.clock)).entries()


def prepare(place: Place, what: str) -> None:
    """Puts files into the working folder as they would be at some point of the renewal."""
    folder = place.folder
    if what == "no-folder":
        return
    folder.mkdir(parents=place.practice, exist_ok=True)
    name, _, number = what.partition(" ")
    tls, wss = identity("tls").certificate, identity("wss").certificate
    pems: dict[str, dict[str, bytes]] = {
        "pems": {"tls.pem": authority.pem(tls), "wss.pem": authority.pem(wss)},
        "tls.pem": {"tls.pem": authority.pem(tls)},
        "wss.pem": {"wss.pem": authority.pem(wss)},
        "swapped-pems": {"wss.pem": authority.pem(tls), "tls.pem": authority.pem(wss)},
        "same-pem-twice": {"tls.pem": authority.pem(tls), "wss.pem": authority.pem(tls)},
        "html-pems": {f"{each}.pem": b"<!DOCTYPE html><html><body>Zaloguj</body></html>" for each in ("tls", "wss")},
        "note.txt": {"note.txt": b"Mleko, chleb\n"},
        "inny.exe": {"inny.exe": b"MZ"},
    }
    if name in pems:
        for file, data in pems[name].items():
            (folder / file).write_bytes(data)
    elif name in {"foreign-pems", "expired-pems", "future-pems"}:
        for purpose in ("tls", "wss"):
            (folder / f"{purpose}.pem").write_bytes(_odd_pem(name, purpose))
    elif name in {"csr", "csr-polish"}:
        for purpose in ("tls", "wss"):
            pair = identity(purpose)
            password = PASSWORD if name == "csr" else POLISH_PASSWORD
            (folder / f"{purpose}-{STAMP}.jks").write_bytes(_jks(purpose, password))
            (folder / f"{purpose}-{STAMP}.csr").write_bytes(pair.csr_pem)
            (folder / f"{purpose}-{STAMP}.txt").write_text(f"Certyfikat P1: {purpose.upper()}\n", "utf-8")
    elif name == "p12-files":
        for purpose in PURPOSES:
            (folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
    elif name == "aes-files":
        for purpose in PURPOSES:
            (folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose, aes=True))
    elif name == "computer":  # seen there with both certificates
        seen = {"event": "verified", "sha256": [sha256_thumbprint(identity(each).certificate) for each in PURPOSES]}
        line = json.dumps({"time": place.clock().isoformat(), "computer": number, "user": "anna", **seen})
        (folder / "komputery.jsonl").write_text(f"{line}\n", "utf-8")
    elif name == "raportnet":  # on paper, misbehaving in one way; both .p12 for it
        odd: dict[str, Any] = {number: True} if number else {}
        if number == "renamed":
            odd = {"labels": {"tytul": "Raporty apteczne"}}
        place.raportnet.parent.mkdir()
        place.raportnet.touch()
        PaperDesktop(place.raportnet.with_suffix(".json")).install(until="20.11.2026", behaviour=Behaviour(**odd))
        prepare(place, "p12-files")
    elif name == "letter":
        (folder / number).write_bytes((_WORLD / "mail" / number).read_bytes())
    elif name == "journal":
        journal = Journal(folder, at(place.clock))
        for index in range(int(number)):
            journal.append("by-hand", f"{index:012}", flow="sow")
    else:
        raise AssertionError(f"nobody knows how to put there: {what}")


def let_rest(place: Place) -> None:
    """A moment passes: nothing is being written any more."""
    for folder in (place.folder, place.downloads):
        for path in folder.iterdir() if folder.is_dir() else ():
            os.utime(path, (place.clock().timestamp(),) * 2)


def download(place: Place, what: str) -> None:
    """Puts the same files where a browser would, some time ago."""
    place.downloads.mkdir(exist_ok=True)
    prepare(replace(place, root=place.root / "home", name="Downloads"), what)
    let_rest(place)


def pack(place: Place, what: str) -> None:
    """Puts the same files into one archive there: „paczka.zip”."""
    place.downloads.mkdir(exist_ok=True)
    with TemporaryDirectory() as aside, zipfile.ZipFile(place.downloads / "paczka.zip", "w") as archive:
        Path(aside, "Certyfikaty").mkdir()
        prepare(replace(place, root=Path(aside), name="Certyfikaty"), what)
        for path in sorted(Path(aside, "Certyfikaty").iterdir()):
            archive.write(path, f"Od CeZ/{path.name}")
    let_rest(place)


@cache
def _jks(purpose: Any, password: Secret) -> bytes:
    return identity(purpose).jks(password)


@cache
def _odd_pem(what: str, purpose: Any) -> bytes:
    if what == "foreign-pems":
        return authority.pem(identity(purpose, 1).certificate)
    days = {"expired-pems": -900, "future-pems": 30}[what]
    request = read_request(identity(purpose).csr_pem)
    assert request is not None
    moment = authority.NOW + dt.timedelta(days=days)
    return authority.pem(authority.authority().issue(request, purpose, moment))
