"""Where the flows are put to the test: a pharmacy's disk in a folder, made up to the step before each flow.

Every scene is made by the program itself, step after step; the practice authority answers the application. A scene is
made once and copied for each try.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from support import matrix
from support.loaded import loaded
from support.running import at
from trust.tracer import Fault, Traced, trace

from flows.folder.names import PURPOSES, Purpose

PROGRAM = Path(sys.executable).with_name("asystent-p1")
CANARY = "kanarek-9153-nad-dolna-wisla"
"""The password of every scene: it may stand in no file but the one that gives it."""
_SECONDS = 60
_OLD = time.time() - 7200  # downloads of this age are whole


@dataclass(frozen=True)
class Place:
    """One disk: ``pendrive`` holds the working folder, ``dom`` his home and temporary files, ``siec`` a share."""

    base: Path

    @property
    def work(self) -> Path:
        return self.base / "pendrive" / "Certyfikaty P1 ąę"

    @property
    def kit(self) -> Path:
        from flows.windows.make_kit import KIT

        return self.base / "siec" / KIT

    @property
    def roots(self) -> tuple[Path, ...]:
        return tuple(self.base / name for name in ("pendrive", "dom", "pobrane", "siec"))

    @property
    def password(self) -> Path:
        return self.base / "haslo.txt"

    @property
    def nss(self) -> Path:
        return self.base / "dom" / ".pki" / "nssdb"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST_"))}
        home = self.base / "dom"
        places = {"HOME": home, "TMPDIR": home / "tmp"}
        places |= {f"XDG_{name}_HOME": home / name.lower() for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        return kept | {name: str(path) for name, path in places.items()} | {"BROWSER": "true", "LC_ALL": "C.UTF-8"}

    def run(self, *arguments: object, feed: str = "") -> subprocess.CompletedProcess[str]:
        """The program as it is used, undisturbed."""
        command = [str(PROGRAM), *map(str, arguments)]
        if not matrix.whole:
            status, out, err = loaded().run(command[1:], feed.encode(), self.environment(), Path.cwd(), _SECONDS)
            return subprocess.CompletedProcess(command, status, out.decode(), err.decode())
        return subprocess.run(
            command,
            input=feed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment(),
            timeout=_SECONDS,
            check=False,
        )

    def trace(self, arguments: Sequence[object], fault: Fault | None = None, feed: str = "") -> Traced:
        """The program with a fault on its way."""
        return trace([str(PROGRAM), *map(str, arguments)], self.environment(), self.roots, fault, feed)

    def steps(self) -> dict[str, Any]:
        """What ``stan --json`` says: the flow that is next, and each step's state."""
        done = self.run("stan", "--folder", self.work, "--json")
        assert done.returncode in (0, 1), done
        return _told(json.loads(done.stdout))

    def steps_here(self) -> dict[str, Any]:
        """The same by the same code, without a process of its own, which would take ten times as long."""
        from assistant.reports.status import as_json
        from flows.base import clock
        from flows.survey import survey

        return _told(as_json(survey(self.work, at(clock.now)), clock.now().date()))

    def copy(self, base: Path) -> Place:
        """The same disk elsewhere, with the paths in its journals moved along."""
        shutil.copytree(self.base, base, symlinks=True)
        for path in base.rglob("*.jsonl"):
            path.write_bytes(path.read_bytes().replace(os.fsencode(self.base), os.fsencode(base)))
        return Place(base)


def _told(seen: dict[str, Any]) -> dict[str, Any]:
    return {"next": seen["next"], **{step["flow"]: step["state"] for step in seen["steps"]}}


def krok(name: str, *more: Callable[[Place], object] | object) -> Callable[[Place], list[object]]:
    """The arguments of ``krok NAME`` in a place; the callables among ``more`` are asked with the place."""

    def arguments(place: Place) -> list[object]:
        said = [each(place) if callable(each) else each for each in more]
        return ["krok", name, "--folder", place.work, "--tak", *said]

    return arguments


def _end(place: Place) -> dt.datetime:
    """When the WSS certificate of this place ends, as ZSMOPL and RaportNet show it."""
    from flows.crypto.certificates import read_certificates

    (certificate,) = read_certificates((place.base / "pobrane" / "wss.pem").read_bytes())
    return certificate.not_valid_after_utc.astimezone()


def _word(place: Place) -> Path:
    return place.password


_CSR = krok("csr", "--haslo-plik", _word)
_MAIL = krok(
    "mail", "--wiadomosc", lambda p: p.base / "pobrane/wiadomosc.eml", "--pobrane", lambda p: p.base / "pobrane"
)
_P12 = krok("p12", "--haslo-plik", _word)
_ZSMOPL = krok("zsmopl", "--data", lambda place: f"{_end(place):%Y-%m-%d}")
_WINDOWS = krok("windows", "--haslo-plik", _word, "--komputery", "2")
_ZESTAW = krok("zestaw", "--haslo-plik", _word, "--cel", lambda p: p.base / "siec")
_STARE = krok("stare", "--haslo-plik", _word)


def _talk(place: Place) -> list[object]:
    return ["--prosto", "--folder", place.work]


def _undo(place: Place) -> list[object]:
    return ["cofnij", "--folder", place.work, "--tak"]


def _redo(place: Place) -> list[object]:
    return ["przywroc", "--folder", place.work, "--tak"]


@dataclass(frozen=True)
class Scenario:
    """A flow to be disturbed: the scene it starts from, its command line, and what is typed where it is a conversation.

    ``pulled`` is the folder that is pulled out; ``finished`` are words of a refusal that a run after a finished one
    rightly ends with; ``stores``: for each certificate that is in the store at the end, whether its key signs.
    """

    name: str
    scene: str
    command: Callable[[Place], list[object]]
    typed: Callable[[Place], str] | None = None
    dated: bool = True
    pulled: str = "pendrive"
    finished: tuple[str, ...] = ()
    stores: tuple[bool, ...] | None = None

    @property
    def turns(self) -> str:
        """The event with which taking back, or bringing back, ends in the journal; "" for a step."""
        return {"cofnij": "undone", "przywroc": "redone"}.get(self.name.partition(" ")[0], "")

    @property
    def talks(self) -> bool:
        return self.typed is not None

    def feed(self, place: Place) -> str:
        """What is typed."""
        return self.typed(place) if self.typed else ""


_BOTH = (True, True)
_RAPORTNET = "raportnet\ntak\n{:%d.%m.%Y}\ntak raportnet\nzrobione raportnet\nkoniec\n"
# The second line confirms only where the page was opened before: then the step asks at once whether all is done.
_SOW = "sow\ntak anuluj\ntak\ntak\npomiń\n1234567\n01234565\na@example.com\n44051401359\ntak\nzrobione sow\nkoniec\n"

SCENARIOS = {
    each.name: each
    for each in (
        Scenario("csr", "empty", _CSR),
        Scenario("sow", "requests", _talk, typed=lambda _: _SOW, dated=False),
        Scenario("mail", "answered", _MAIL),
        Scenario("p12", "collected", _P12),
        Scenario("zsmopl", "packed", _ZSMOPL),
        Scenario("windows", "packed", _WINDOWS, stores=_BOTH),
        Scenario("zestaw", "installed", _ZESTAW, pulled="siec"),
        Scenario("stare", "aged", _STARE, finished=("nie ma starych certyfikatów do wyjęcia",), stores=_BOTH),
        Scenario("raportnet", "installed", _talk, typed=lambda place: _RAPORTNET.format(_end(place)), dated=False),
        Scenario("kalendarz", "collected", krok("kalendarz")),
        Scenario("cofnij csr", "requests", _undo, dated=False),
        Scenario("cofnij mail", "collected", _undo, dated=False),
        Scenario("cofnij p12", "packed", _undo, dated=False),
        Scenario("przywroc csr", "requests away", _redo, dated=False),
        Scenario("przywroc p12", "packed away", _redo, dated=False),
        Scenario("cofnij windows", "installed", _undo, dated=False, stores=()),
        Scenario("cofnij stare", "retired", _undo, dated=False, stores=(True, True, True)),
        Scenario(
            "cofnij zestaw",
            "kit",
            lambda place: ["cofnij", "--folder", place.kit, "--tak"],
            dated=False,
            pulled="siec",
        ),
    )
}
"""One line a flow; ``cofnij`` of each that can be undone, and ``przywroc`` of what it put away."""


class Scenes:
    """Makes each scene once, below ``base``."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def __call__(self, name: str) -> Place:
        base = self.base / name
        if not base.exists():
            _SCENES[name](self, base)
        return Place(base)

    def after(self, name: str, base: Path, command: Callable[[Place], list[object]]) -> Place:
        place = self(name).copy(base)
        done = place.run(*command(place))
        assert done.returncode == 0, done
        return place


def _empty(scenes: Scenes, base: Path) -> None:
    place = Place(base)
    for root in place.roots:
        root.mkdir(parents=True)
    (base / "dom" / "tmp").mkdir()
    place.password.write_text(f"{CANARY}\n")


def _answered(scenes: Scenes, base: Path) -> None:
    from flows.practice.practice_office import _letter

    place = scenes("requests").copy(base)
    now = _now()
    (base / "pobrane" / "wiadomosc.eml").write_bytes(_letter(now))
    for purpose in PURPOSES:
        (request,) = place.work.glob(f"{purpose}-*.csr")
        (base / "pobrane" / f"{purpose}.pem").write_bytes(_issue(request.read_bytes(), purpose, now))
    for path in (base / "pobrane").iterdir():
        os.utime(path, (_OLD, _OLD))


def _aged(scenes: Scenes, base: Path) -> None:
    """Both new certificates are in the store, and an expired predecessor of TLS with its key."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    from flows.base.secret import Secret
    from flows.crypto.certificates import read_certificates
    from flows.crypto.pkcs12 import write_p12
    from flows.crypto.requests import build_request
    from flows.stores.nss import NssStore

    place = scenes("installed").copy(base)
    key = rsa.generate_private_key(65537, 2048)
    (current,) = read_certificates((base / "pobrane" / "tls.pem").read_bytes())
    pem = _issue(build_request(key, current.subject), "tls", _now() - dt.timedelta(days=900))
    old = write_p12("P1 TLS dawny", key, read_certificates(pem)[0], (), Secret(CANARY), aes=False)
    NssStore(place.nss).install(old, Secret(CANARY))


def _issue(request: bytes, purpose: Purpose, now: dt.datetime) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding
    from support.authority import authority

    from flows.crypto.requests import read_request

    read = read_request(request)
    assert read is not None
    return authority().issue(read, purpose, now).public_bytes(Encoding.PEM)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)


_SCENES: dict[str, Callable[[Scenes, Path], object]] = {
    "empty": _empty,
    "requests": lambda scenes, base: scenes.after("empty", base, _CSR),
    "answered": _answered,
    "collected": lambda scenes, base: scenes.after("answered", base, _MAIL),
    "packed": lambda scenes, base: scenes.after("collected", base, _P12),
    "installed": lambda scenes, base: scenes.after("packed", base, _WINDOWS),
    "aged": _aged,
    "retired": lambda scenes, base: scenes.after("aged", base, _STARE),
    "requests away": lambda scenes, base: scenes.after("requests", base, _undo),
    "packed away": lambda scenes, base: scenes.after("packed", base, _undo),
    "kit": lambda scenes, base: scenes.after("installed", base, _ZESTAW),
}


def on_day(scenario: Scenario, day: dt.date) -> Scenario:
    """The same on a computer whose clock shows another day."""
    command = scenario.command
    return replace(scenario, command=lambda place: [*command(place), "--dzis", f"{day:%Y-%m-%d}"])
