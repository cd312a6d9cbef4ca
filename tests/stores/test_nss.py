"""The NSS store where things go wrong or get large."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import tools
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from support.authority import NOW, PASSWORD, POLISH_PASSWORD, authority, identity
from support.file_systems import tmpfs
from support.p12_files import p12, thumbprint
from support.refusal import refused

from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import read_request
from flows.folder.names import PURPOSES
from flows.stores import nss as nss_store
from flows.stores.choose import open_store
from flows.stores.nss import NssStore

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NSS is the store of Linux")


def test_tools_of_others_see_it(nss: NssStore) -> None:
    nss.install(p12("tls"), PASSWORD)
    assert "u,u,u" in tools.run("certutil", "-L", "-d", f"sql:{nss.folder}")
    assert stat.S_IMODE(nss.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["nss:sql:{}", "nss: SQL:{}", "sql:{}", "nss:{}"])
def test_as_the_tools_name_it(nss: NssStore, name: str) -> None:
    nss.install(p12("tls"), PASSWORD)
    opened = open_store(name.format(nss.folder))
    assert opened.name == nss.name
    assert opened.works(thumbprint("tls"))


@pytest.mark.parametrize("name", ["nss:", "nss:sql:", "sql:", "dbm:/tmp"])
def test_no_place_at_all(name: str) -> None:
    with refused("bad-store"):
        open_store(name)


def test_a_polish_password(nss: NssStore) -> None:
    pair = identity("tls")
    protected = BestAvailableEncryption(POLISH_PASSWORD.reveal().encode())
    data = pkcs12.serialize_key_and_certificates(b"tls", pair.key, pair.certificate, None, protected)
    nss.install(data, POLISH_PASSWORD)
    assert nss.works(thumbprint("tls"))


def test_no_password_on_the_command_line_and_nothing_left_behind(
    nss: NssStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in before the tools writes down how it was called, and calls them."""
    seen, private = tmp_path / "seen", tmp_path / "private"
    private.mkdir()
    for tool in ("certutil", "pk12util"):
        wrapper = tmp_path / "bin" / tool
        wrapper.parent.mkdir(exist_ok=True)
        wrapper.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$*" >>{seen}\nenv >>{seen}\nls -lR {private} >>{seen}\n'
            f'exec {tools.need(tool)} "$@"\n'
        )
        wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr("tempfile.tempdir", str(private))
    nss.install(p12("tls"), PASSWORD)
    assert nss.works(thumbprint("tls"))
    text = seen.read_text()
    assert "-w" in text
    assert PASSWORD.reveal() not in text
    assert "-rw" not in text, "a file on the disk, where a power cut would leave it"
    assert list(private.iterdir()) == []
    assert {path.name for path in nss.folder.iterdir()} == {"cert9.db", "key4.db", "pkcs11.txt", "asystent-p1.lock"}
    assert str(nss.folder) in (nss.folder / "pkcs11.txt").read_text("utf-8")


def test_what_a_killed_tool_began_is_rolled_back(nss: NssStore) -> None:
    """A hot journal: no read-only connection may touch it, and the store would stay shut for ever."""
    nss.install(p12("tls"), PASSWORD)
    script = (
        "import os, sqlite3, sys\n"
        "d = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "d.execute('PRAGMA cache_size=1')\n"
        "d.execute('BEGIN')\n"
        "for _ in range(300): d.execute('INSERT INTO nssPublic (id, a0) VALUES (abs(random()), zeroblob(4000))')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, nss.folder / "cert9.db"], check=False)
    assert (nss.folder / "cert9.db-journal").stat().st_size > 0
    nss.check()
    assert nss.works(thumbprint("tls"))
    nss.install(p12("wss"), PASSWORD)
    assert nss.works(thumbprint("wss"))


@pytest.mark.parametrize("killed", ["key4.db", "cert9.db"])
def test_killed_while_the_database_was_made(nss: NssStore, killed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = nss_store.move_new

    def killing(source: Path, target: Path) -> None:
        if target.name == killed:
            raise KeyboardInterrupt
        honest(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(nss_store, "move_new", killing)
        with pytest.raises(KeyboardInterrupt):
            nss.install(p12("tls"), PASSWORD)
    nss.check()
    assert nss.list() == ()
    nss.install(p12("tls"), PASSWORD)
    assert nss.works(thumbprint("tls"))


def test_eight_at_once(nss: NssStore) -> None:
    code = (
        "import sys; from pathlib import Path; from flows.base.secret import Secret; "
        "from flows.stores.nss import NssStore; "
        "NssStore(Path(sys.argv[1])).install(Path(sys.argv[2]).read_bytes(), Secret(sys.stdin.readline().strip()))"
    )
    files = []
    for number in range(8):
        path = nss.folder.parent / f"{number}.p12"
        path.write_bytes(p12("tls", number))
        files.append(path)

    def install(path: Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", code, str(nss.folder), str(path)]
        return subprocess.run(
            command, input=PASSWORD.reveal().encode(), capture_output=True, timeout=100, check=False, cwd=ROOT
        )

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(install, files))
    assert [each.stderr for each in results if each.returncode] == []
    assert all(nss.works(thumbprint("tls", number)) for number in range(8))


def test_two_hundred_are_there_already(nss: NssStore) -> None:
    """All in one file, as issuers beside a key: to a store they are certificates like any other."""
    other = identity("wss", 1)
    request = read_request(other.csr_pem)
    assert request is not None
    many = [authority().issue(request, "wss", NOW + timedelta(days=number)) for number in range(200)]
    nss.install(write_p12("dawne", other.key, many[0], many[1:], PASSWORD, aes=False), PASSWORD)
    before = {each.sha256 for each in nss.list()}
    assert len(before) == 200
    for purpose in PURPOSES:
        nss.install(p12(purpose), PASSWORD)
        assert nss.works(thumbprint(purpose))
    nss.remove(thumbprint("tls"))
    assert before < {each.sha256 for each in nss.list()}
    assert nss.find(thumbprint("tls")) is None


def test_a_database_with_a_password(nss: NssStore) -> None:
    nss.folder.mkdir()
    (nss.folder.parent / "word").write_text("tajne\n")
    tools.run("certutil", "-N", "-d", f"sql:{nss.folder}", "-f", nss.folder.parent / "word")
    with refused("store-has-password"):
        nss.check()
    with refused("store-has-password"):
        nss.install(p12("tls"), PASSWORD)


def test_a_locked_one(nss: NssStore, monkeypatch: pytest.MonkeyPatch) -> None:
    nss.install(p12("tls"), PASSWORD)
    holder = sqlite3.connect(nss.folder / "cert9.db", isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        before = time.monotonic()
        with refused("store-locked"):
            nss.check()
        with refused("store-locked"):
            nss.install(p12("wss"), PASSWORD)
        with refused("store-locked"):
            nss.remove(thumbprint("tls"))
        assert time.monotonic() - before < 30
    finally:
        holder.close()
    nss.install(p12("wss"), PASSWORD)
    assert nss.works(thumbprint("wss"))


def test_a_damaged_one(nss: NssStore) -> None:
    nss.install(p12("tls"), PASSWORD)
    (nss.folder / "cert9.db").write_bytes(b"to nie jest baza" * 100)
    with refused("store-damaged"):
        nss.check()


def test_no_tools(nss: NssStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with refused("store-tools-missing"):
        nss.check()


def test_a_folder_that_cannot_be_made(nss: NssStore) -> None:
    nss.folder.write_text("tu jest plik")
    with refused("store-not-writable"):
        nss.check()


def test_a_destroyed_key_is_noticed(nss: NssStore) -> None:
    nss.install(p12("tls"), PASSWORD)
    with sqlite3.connect(nss.folder / "key4.db") as keys:
        keys.execute("DELETE FROM nssPrivate")
    keys.close()
    found = nss.find(thumbprint("tls"))
    assert found is not None
    assert not found.has_key
    assert not nss.works(thumbprint("tls"))


def test_a_key_that_is_there_and_spoilt_does_not_work(nss: NssStore) -> None:
    nss.install(p12("tls"), PASSWORD)
    keys = sqlite3.connect(nss.folder / "key4.db")
    with keys:
        keys.execute("UPDATE nssPrivate SET a123 = zeroblob(length(a123))")
    keys.close()
    assert not nss.works(thumbprint("tls"))


def test_the_disk_is_full(tmp_path: Path) -> None:
    tools.need("certutil")
    place = tmp_path / "disk"
    place.mkdir()
    with tmpfs(place, "size=2m") as disk:
        store = NssStore(disk / "nssdb")
        store.install(p12("tls"), PASSWORD)
        with (disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(4096))
        with refused("disk-full"):
            store.check()
        with refused("disk-full"):
            store.install(p12("wss"), PASSWORD)
        (disk / "ballast").unlink()
        assert store.works(thumbprint("tls"))
        store.install(p12("wss"), PASSWORD)
        assert store.works(thumbprint("wss"))
