"""Names and texts of files are anybody's: none of them steers the terminal, whichever command says them."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.x509 import Name, NameAttribute
from cryptography.x509.oid import NameOID
from support.authority import PASSWORD, authority, identity, pem
from support.program import Home

from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.jks_writer import write_jks
from flows.crypto.requests import build_request, read_request
from flows.engine.journal import FILE_NAME
from flows.folder.ledger import FILE_NAME as LEDGER

_ESCAPE = "\x1b]0;x\x07\x9b2J\u202e"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which everything that has a name or a text carries an escape sequence."""
    made = tmp_path / "certyfikaty"
    made.mkdir()
    me = identity("tls")
    for name in ("tls", f"tls{_ESCAPE}"):
        (made / f"{name}.pem").write_bytes(pem(me.certificate))
    (made / "tls.jks").write_bytes(write_jks(f"tls{_ESCAPE}", me.key, (me.placeholder,), PASSWORD))
    (made / "tls.csr").write_bytes(me.csr_pem)
    other = identity("wss")
    (made / "wss.pem").write_bytes(pem(other.certificate))
    (made / "wss.jks").write_bytes(write_jks("wss", other.key, (other.placeholder,), PASSWORD))
    (made / "wss.csr").write_bytes(other.csr_pem)
    entry = {"time": f"2026-11-20{_ESCAPE}", "computer": f"KASA{_ESCAPE}", "id": "a", "event": "verified"}
    rows = [{**entry, "operation": f"x{_ESCAPE}", "files": {f"a{_ESCAPE}.txt": "b"}}, {**entry, "event": "failed"}]
    (made / FILE_NAME).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    told = {"event": "told", "count": 2, "names": [f"KASA1{_ESCAPE}"]}
    seen = {
        "event": "verified",
        "computer": f"KASA2{_ESCAPE}",
        "sha256": [sha256_thumbprint(each.certificate) for each in (me, other)],
    }
    (made / LEDGER).write_text(json.dumps(told) + "\n" + json.dumps(seen) + "\n", "utf-8")
    return made


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names itself")
def test_no_command_lets_an_escape_sequence_through(home: Home, folder: Path) -> None:
    (folder / "haslo.txt").write_text(PASSWORD.reveal(), "ascii")
    config = home.path / "config" / "asystent-p1"
    config.mkdir(parents=True)
    (config / "ustawienia.toml").write_text('pomoc = "\\u001b[2Jopiekun"', "utf-8")
    files = sorted(folder.iterdir())
    runs = [
        home.run("stan", "--folder", folder),
        home.run("raport", "--folder", folder),
        home.run("cofnij", "--folder", folder),
        home.run("sprawdz", *files),
        home.run("sprawdz", "--haslo-plik", folder / "haslo.txt", *files),
        home.run("krok", "p12", "--folder", folder, "--haslo-plik", folder / "haslo.txt"),
        home.run("krok", "csr", "--folder", folder / f"nie{_ESCAPE}ma"),
        home.run("--prosto", "--folder", folder, feed="stan\nraport\nxyzzy\nxyzzy\ncofnij\nnie\nkoniec\n"),
    ]
    for number, done in enumerate(runs):
        said = done.out + done.err
        assert said, number
        assert not set(said) & set(_ESCAPE) - set("]0;x2J"), (number, ascii(said))
    assert "KASA2" in runs[0].out
    assert "tls?" in runs[3].out


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names itself")
def test_a_name_or_a_subject_of_several_lines_forges_none(home: Home, tmp_path: Path) -> None:
    me, forged = identity("tls"), "\nGotowe i sprawdzone: wszystko"
    name = Name([NameAttribute(NameOID.COMMON_NAME, f"Apteka{forged}")])
    request = read_request(build_request(me.key, name))
    assert request is not None
    path = tmp_path / f"tls{forged}.pem"
    path.write_bytes(pem(authority().issue(request, "tls", datetime.now(UTC))))
    said = home.run("sprawdz", path).out
    assert "Apteka Gotowe" in said
    assert not [line for line in said.splitlines() if line.startswith("Gotowe")]
