"""Archives with certificates are read in memory, within bounds, and never trusted about names."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.archives import zipped
from support.authority import identity, pem
from support.refusal import refused

from flows.folder.packed import MAX_BYTES, MAX_FILES, locked, packed, packed_file

TLS = pem(identity("tls").certificate)


def archive(folder: Path, files: Mapping[str, bytes]) -> Path:
    path = folder / "paczka.zip"
    path.write_bytes(zipped(files))
    return path


def test_what_is_in_it(tmp_path: Path) -> None:
    path = archive(tmp_path, {"Od CeZ/tls.pem": TLS, "Od CeZ/": b"", "czytaj.txt": b"Dzien dobry"})
    found = {each.path: each.kind.value for each in packed(path)}
    assert found == {tmp_path / "tls.pem": "certificate", tmp_path / "czytaj.txt": "unknown"}
    assert packed_file(path, "tls.pem") == TLS
    assert list(tmp_path.iterdir()) == [path], "nothing is unpacked"
    with refused("archive-changed"):
        packed_file(path, "wss.pem")


@pytest.mark.parametrize("name", ["../../tls.pem", "/etc/tls.pem", "C:\\Windows\\tls.pem", "a/../tls.pem"])
def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    assert [each.path for each in packed(archive(tmp_path, {name: TLS}))] == [tmp_path / "tls.pem"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("CON.pem", "plik-CON.pem"),
        ("a/lpt1", "plik-lpt1"),
        ("tls.pem:skryty", "tls.pem_skryty"),
        ("tls.pem. .", "tls.pem"),
        ("a\nb\x1b[31m.pem", "a_b_[31m.pem"),
        ("\u202egpj.pem", "_gpj.pem"),
        ("...", "plik"),
        (".ukryty.pem", "ukryty.pem"),
        ("x" * 240 + ".pem", "x" * 100 + ".pem"),
    ],
)
def test_a_name_that_no_system_would_take(tmp_path: Path, name: str, wanted: str) -> None:
    path = archive(tmp_path, {name: TLS})
    assert [each.path.name for each in packed(path)] == [wanted]
    assert packed_file(path, wanted) == TLS


def test_one_name_in_two_folders_of_it(tmp_path: Path) -> None:
    """As the office's two files come from a colleague: a folder for each."""
    wss = pem(identity("wss").certificate)
    path = archive(tmp_path, {"TLS/certyfikat.pem": TLS, "WSS/certyfikat.pem": wss})
    assert [each.path.name for each in packed(path)] == ["certyfikat.pem", "certyfikat-2.pem"]
    assert packed_file(path, "certyfikat-2.pem") == wss


def test_bounds(tmp_path: Path) -> None:
    bomb = {"bomba.pem": b"\0" * (MAX_BYTES + 1), "tls.pem": TLS}
    assert [each.path.name for each in packed(archive(tmp_path, bomb))] == ["tls.pem"]
    many = {f"{number}.pem": TLS for number in range(MAX_FILES + 5)}
    assert len(packed(archive(tmp_path, many))) == MAX_FILES


@pytest.mark.parametrize("damage", [lambda data: data[:-30], lambda data: data.replace(b"\x08\x00", b"\x63\x00")])
def test_a_damaged_archive_holds_nothing(tmp_path: Path, damage: object) -> None:
    path = archive(tmp_path, {"tls.pem": TLS})
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert packed(path) == ()


def test_a_broken_entry_hides_no_other(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.pem": TLS, "b.pem": TLS})
    data = bytearray(path.read_bytes())
    data[data.index(b"a.pem") + 20] ^= 0xFF
    path.write_bytes(data)
    assert [each.path.name for each in packed(path)] == ["b.pem"]


def test_names_behind_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"tls.pem": TLS, "czytaj.txt": b"x"}, password=True))
    assert packed(path) == ()
    assert locked(path) == ("tls.pem",)
    assert locked(archive(tmp_path, {"tls.pem": TLS})) == ()
    for end in (b"", b"PK\x03\x04", path.read_bytes()[:-30]):
        (tmp_path / "zly.zip").write_bytes(end)
        assert locked(tmp_path / "zly.zip") == ()


def test_any_other_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tls.pem"
    path.write_bytes(TLS)
    assert packed(path) == ()
