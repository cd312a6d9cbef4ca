"""How long whole processes take: our steps against keytool's and openssl's, our start against Python's own.

    uv run python tests/bench/operations.py [--runs 10]

Prints a table of medians and ends with status 1 when a goal is missed. The contenders take turns within each round,
so that a busy moment of the machine meets them all.
"""

from __future__ import annotations

import argparse
import itertools
import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from support.authority import authority, pem

from flows.crypto.requests import read_request
from flows.folder.names import PURPOSES

PROGRAM = str(Path(sys.executable).with_name("asystent-p1"))
PASSWORD = "kot-pije-mleko-rano"
PROMPT = b">"
SECONDS = 60


@dataclass(frozen=True)
class Goal:
    """``name`` may take at most ``times`` as long as ``peer``, or ``more`` seconds longer."""

    name: str
    peer: str
    times: float | None = None
    more: float | None = None

    def ratio(self, medians: dict[str, float]) -> str:
        mine, theirs = medians[self.name], medians[self.peer]
        return f"{mine / theirs:.2f} ×" if self.times else f"{1000 * (mine - theirs):+.0f} ms"

    def limit(self) -> str:
        return f"{self.times:.2f} ×" if self.times else f"+{1000 * (self.more or 0):.0f} ms"

    def met(self, medians: dict[str, float]) -> bool:
        allowed = medians[self.peer] * self.times if self.times else medians[self.peer] + (self.more or 0)
        return medians[self.name] <= allowed


GOALS = (
    Goal("csr: asystent-p1", "csr: keytool", times=0.20),
    Goal("p12: asystent-p1", "p12: keytool", times=0.15),
    Goal("start: --version", "start: bare python", more=0.040),
    Goal("prompt: plain", "start: import prompt_toolkit", times=0.6),
    Goal("prompt: full screen", "start: import prompt_toolkit", times=1.15),
)


class Bench:
    """A place to work in; every contender starts from the same files and leaves its own folder behind."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.secret = place / "haslo"
        self.secret.write_text(PASSWORD)
        self.environment = {**os.environ, "HOME": str(place), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
        for name in [name for name in self.environment if name.startswith(("XDG_", "PYTHON"))]:
            del self.environment[name]
        # As on a user's computer, where Python keeps its compiled modules, whatever the developer's settings are.
        self.environment["PYTHONPYCACHEPREFIX"] = str(place / "compiled")
        self.numbers = itertools.count()
        self.jks = self._requested()
        self.keytool_set = self._requested_by_keytool()

    def run(self, *command: object) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=self.environment,
            timeout=SECONDS,
        )

    def folder(self) -> Path:
        folder = self.place / str(next(self.numbers))
        folder.mkdir()
        return folder

    def _requested(self) -> Path:
        """A set of ours with its certificates, as it stands before step 4."""
        folder = self.folder()
        self.csr_ours(folder)
        for purpose in PURPOSES:
            (path,) = folder.glob(f"{purpose}-*.csr")
            _answer(path, purpose, folder / f"{purpose}.pem")
        return folder

    def _requested_by_keytool(self) -> Path:
        folder = self.folder()
        self.csr_keytool(folder)
        for purpose in PURPOSES:
            _answer(folder / f"{purpose}.csr", purpose, folder / f"{purpose}.pem")
        (folder / "root.pem").write_bytes(pem(authority().root))  # keytool takes no reply without a trusted root
        return folder

    # --- step 1 ---

    def csr_ours(self, folder: Path) -> None:
        self.run(PROGRAM, "krok", "csr", "--folder", folder, "--haslo-plik", self.secret, "--tak", "--json")

    def csr_keytool(self, folder: Path) -> None:
        for purpose in PURPOSES:
            store = ("-keystore", folder / f"{purpose}.jks", "-alias", purpose, "-storepass:file", self.secret)
            name = ("-storetype", "JKS", "-keyalg", "RSA", "-keysize", "2048", "-dname", f"CN=P1 {purpose}")
            self.run("keytool", "-genkeypair", *store, *name)
            self.run("keytool", "-certreq", *store, "-file", folder / f"{purpose}.csr")

    def csr_openssl(self, folder: Path) -> None:
        """Keys and requests only: openssl makes no Java keystore."""
        for purpose in PURPOSES:
            key, request = folder / f"{purpose}.key", folder / f"{purpose}.csr"
            secret = ("-passout", f"file:{self.secret}")
            self.run(
                "openssl", "req", "-new", "-newkey", "rsa:2048", "-keyout", key, "-out", request,
                "-subj", f"/CN=P1 {purpose}", *secret,
            )  # fmt: skip

    # --- step 4 ---

    def p12_ours(self, folder: Path) -> None:
        shutil.copytree(self.jks, folder, dirs_exist_ok=True)
        self.timed = time.perf_counter()
        self.run(PROGRAM, "krok", "p12", "--folder", folder, "--haslo-plik", self.secret, "--tak", "--json")

    def p12_keytool(self, folder: Path) -> None:
        """As one does by hand: the root and the reply are imported, the result exported. Three JVMs a pair."""
        shutil.copytree(self.keytool_set, folder, dirs_exist_ok=True)
        self.timed = time.perf_counter()
        for purpose in PURPOSES:
            store = ("-keystore", folder / f"{purpose}.jks", "-storepass:file", self.secret, "-noprompt")
            self.run("keytool", "-importcert", *store, "-alias", "root", "-file", folder / "root.pem")
            self.run("keytool", "-importcert", *store, "-alias", purpose, "-file", folder / f"{purpose}.pem")
            self.run(
                "keytool", "-importkeystore", "-srckeystore", folder / f"{purpose}.jks", "-srcstorepass:file",
                self.secret, "-srcalias", purpose, "-destkeystore", folder / f"{purpose}.p12", "-deststoretype",
                "PKCS12", "-deststorepass:file", self.secret, "-noprompt",
            )  # fmt: skip

    def p12_openssl(self, folder: Path) -> None:
        """From plain keys: openssl cannot read a JKS."""
        for purpose in PURPOSES:
            key = self.place / f"{purpose}.key"
            if not key.exists():
                self.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                         self.place / f"{purpose}.crt", "-subj", "/CN=x")  # fmt: skip
        self.timed = time.perf_counter()
        for purpose in PURPOSES:
            self.run(
                "openssl", "pkcs12", "-export", "-inkey", self.place / f"{purpose}.key", "-in",
                self.place / f"{purpose}.crt", "-out", folder / f"{purpose}.p12", "-passout", f"file:{self.secret}",
            )  # fmt: skip

    # --- the start ---

    def until_prompt(self, folder: Path, *command: str) -> None:
        """Until the conversation's first prompt has been read from its pipe."""
        with subprocess.Popen(
            [PROGRAM, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**self.environment, "HOME": str(folder)},
        ) as process:
            assert process.stdout is not None
            _read_prompt(process.stdout.fileno())
            self.stopped = time.perf_counter()
            process.kill()

    def until_screen(self, folder: Path) -> None:
        """The same on a terminal: prompt_toolkit draws it."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.execve(PROGRAM, [PROGRAM], {**self.environment, "HOME": str(folder)})
        try:
            _read_prompt(terminal)
            self.stopped = time.perf_counter()
        finally:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
            os.close(terminal)

    def time(self, work: Callable[[Path], None]) -> float:
        """Seconds of ``work`` in a folder of its own; it may say itself when the clock starts or stops."""
        folder = self.folder()
        self.timed, self.stopped = time.perf_counter(), 0.0
        work(folder)
        return (self.stopped or time.perf_counter()) - self.timed


def _read_prompt(descriptor: int) -> None:
    """Until the prompt's own sign: on a terminal after prompt_toolkit's "bracketed paste on", on a pipe at the end."""
    seen = b""
    while select.select([descriptor], [], [], SECONDS)[0] and (piece := os.read(descriptor, 65_536)):
        seen += piece
        _, drawing, drawn = seen.partition(b"\x1b[?2004h")
        if PROMPT in drawn if drawing else seen.endswith(PROMPT + b" "):
            return
    sys.exit(f"no prompt came: {seen!r}")


def _answer(request: Path, purpose: str, target: Path) -> None:
    csr = read_request(request.read_bytes())
    if csr is None:
        sys.exit(f"{request} is no request")
    certificate = authority().issue(csr, "tls" if purpose == "tls" else "wss", datetime.now(UTC))
    target.write_bytes(pem(certificate, authority().intermediate))


def contenders(bench: Bench) -> Iterator[tuple[str, Callable[[Path], None]]]:
    yield "csr: asystent-p1", bench.csr_ours
    yield "csr: keytool", bench.csr_keytool
    yield "csr: openssl (no JKS)", bench.csr_openssl
    yield "p12: asystent-p1", bench.p12_ours
    yield "p12: keytool", bench.p12_keytool
    yield "p12: openssl (no JKS)", bench.p12_openssl
    yield "start: bare python", lambda _: bench.run(sys.executable, "-c", "")
    yield "start: --version", lambda _: bench.run(PROGRAM, "--version")
    yield "start: import prompt_toolkit", lambda _: bench.run(sys.executable, "-c", "import prompt_toolkit")
    yield "prompt: plain", lambda folder: bench.until_prompt(folder, "--prosto")
    yield "prompt: full screen", bench.until_screen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--only", default="", help="contenders whose name begins so")
    chosen = parser.parse_args()
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        for number in range(chosen.runs + 1):
            for name, work in contenders(bench):
                if name.startswith(chosen.only):
                    seconds = bench.time(work)
                    if number:  # the first round warms the disk's cache
                        times.setdefault(name, []).append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{'seconds':32} median     min     max   ({chosen.runs} runs, taking turns)")
    for name, values in times.items():
        print(f"{name:32} {medians[name]:6.3f}  {min(values):6.3f}  {max(values):6.3f}")
    measured = [goal for goal in GOALS if {goal.name, goal.peer} <= medians.keys()]
    for goal in measured:
        verdict = "met" if goal.met(medians) else "MISSED"
        print(f"{goal.name:22} to {goal.peer:30} {goal.ratio(medians):>8}  goal {goal.limit():>7}  {verdict}")
    return 0 if all(goal.met(medians) for goal in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
