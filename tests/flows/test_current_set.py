"""Which files are the renewal under way: told by keys, whatever the files are called."""

import os
from pathlib import Path

from support.authority import NOW, identity, pem

from flows.operations.current_set import current_set, days_of_end
from flows.operations.recognise import scan_folder


def put(folder: Path, name: str, data: bytes, *, age: int = 0) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    return path


def test_renamed_files_are_told_by_the_alias_of_their_key(tmp_path: Path) -> None:
    put(tmp_path, "a.jks", identity("tls").jks())
    put(tmp_path, "b.jks", identity("wss").jks())
    swapped = put(tmp_path, "wss.csr", identity("tls").csr_pem)
    put(tmp_path, "cokolwiek.csr", identity("wss").csr_pem)
    pairs = current_set(scan_folder(tmp_path))
    assert list(pairs) == ["tls", "wss"]
    assert pairs["tls"].request == swapped
    assert pairs["tls"].named == "wss"
    assert pairs["wss"].named is None
    assert pairs["tls"].certificate is None


def test_the_newest_set_counts_and_an_older_one_with_certificates_does_not(tmp_path: Path) -> None:
    for purpose in ("tls", "wss"):
        old, new = identity(purpose, 0), identity(purpose, 1)
        put(tmp_path, f"{purpose}-20241101-101010.jks", old.jks())
        put(tmp_path, f"{purpose}-20241101-101010.csr", old.csr_pem)
        put(tmp_path, f"stary-{purpose}.pem", pem(old.certificate))
        put(tmp_path, f"{purpose}-20261101-101010.jks", new.jks())
        put(tmp_path, f"{purpose}-20261101-101010.csr", new.csr_pem, age=86_400 * 900)  # copying loses file times
    pairs = current_set(scan_folder(tmp_path))
    assert {pair.request.name for pair in pairs.values()} == {"tls-20261101-101010.csr", "wss-20261101-101010.csr"}
    assert all(pair.certificate is None for pair in pairs.values())
    put(tmp_path, "nowy.pem", pem(identity("wss", 1).certificate))
    assert current_set(scan_folder(tmp_path))["wss"].certificate == identity("wss", 1).certificate


def test_a_request_without_its_key_is_no_pair(tmp_path: Path) -> None:
    put(tmp_path, "tls.csr", identity("tls").csr_pem)
    put(tmp_path, "tls.jks", identity("tls", 1).jks())
    assert current_set(scan_folder(tmp_path)) == {}


def test_days_of_end_hold_the_day_in_utc() -> None:
    certificate = identity("wss").certificate
    assert certificate.not_valid_after_utc.date() in days_of_end(certificate)
    assert 1 <= len(days_of_end(certificate)) <= 2
