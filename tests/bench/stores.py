"""How long the certificate store takes: uv run python tests/bench/stores.py  (medians; NSS tools must be installed).

Wanted: install and verify both on NSS in 1.0 s (whole process), list 500 certificates in 0.5 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from support.authority import PASSWORD, authority, identity
from support.p12_files import p12

from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.stores.nss import NssStore

ROOT = Path(__file__).parents[2]
RUNS = 10
MANY = 500


def whole_step(place: Path) -> float:
    """Seconds of one ``krok windows --tak`` as a process of its own, the database made as well."""
    place.mkdir()
    folder = place / "certyfikaty"
    folder.mkdir()
    for purpose in ("tls", "wss"):
        (folder / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    (place / "haslo").write_text(PASSWORD.reveal())
    command = [sys.executable, "-c", "from assistant.cli.main import run; run()", "krok", "windows", "--tak", "--json"]
    command += ["--folder", folder, "--haslo-plik", place / "haslo", "--magazyn", f"nss:{place / 'db'}"]
    before = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=ROOT)
    return time.perf_counter() - before


def filled(place: Path) -> NssStore:
    """A store with many certificates, issued for one key: making 500 keys would take a minute."""
    store = NssStore(place / "wiele")
    me = identity("tls")
    request = read_request(build_request(me.key, me.subject))
    assert request is not None
    store.install(p12("tls"), PASSWORD)
    files = []
    for number in range(MANY - 1):
        moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number)
        certificate = authority().issue(request, "tls", moment)
        path = place / f"{number}.p12"
        path.write_bytes(write_p12("P1", me.key, certificate, (), PASSWORD, aes=False))
        files.append(path)
    for path in files:
        store.install(path.read_bytes(), PASSWORD)
    return store


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        times = [whole_step(place / str(number)) for number in range(RUNS)]
        print(f"install and verify both, whole process: {statistics.median(times):.2f} s (worst {max(times):.2f} s)")
        store = filled(place)
        times = []
        for _ in range(RUNS):
            before = time.perf_counter()
            found = store.list()
            times.append(time.perf_counter() - before)
        print(f"list {len(found)} certificates: {statistics.median(times):.3f} s (worst {max(times):.3f} s)")


if __name__ == "__main__":
    main()
