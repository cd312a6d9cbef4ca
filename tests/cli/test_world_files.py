"""The program on the inputs of tests/data/world, as their README says; letters: tests/letters/test_world.py."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import tools
from support.program import Done, Home
from support.world import world

_TODAY = ("--dzis", "2026-12-01")
_WORD = ("--haslo-plik", world("set") / "haslo.txt")
_STAMP = "20261128-081040"
_PEM = ("tls.pem", "wss.pem")


class Folder:
    """A working folder with the set of step 1, and what else is named; commands run in it on 1.12.2026."""

    def __init__(self, home: Home, *names: str, without: tuple[str, ...] = ()) -> None:
        self.home, self.path = home, home.path / "Certyfikaty P1"
        self.path.mkdir()
        for path in world("set").iterdir():
            if (path.name in _PEM or _STAMP in path.name) and path.name not in without:
                shutil.copyfile(path, self.path / path.name)
        for name in names:
            self.add(name)

    def add(self, name: str) -> Path:
        room, _, file = name.partition("/")
        return Path(shutil.copyfile(world(room) / file, self.path / file))

    def krok(self, step: str, *flags: object, **environment: str) -> Done:
        return self.home.run("krok", step, "--folder", self.path, *flags, *_WORD, *_TODAY, **environment)

    def install(self, *flags: object) -> Done:
        tools.need("certutil")
        tools.need("pk12util")
        return self.krok("windows", "--magazyn", f"nss:sql:{self.home.path / 'baza'}", *flags)

    def status(self, **environment: str) -> str:
        return self.home.run("stan", "--folder", self.path, *_TODAY, **environment).out


_KEYSTORE = (f"tls-{_STAMP}.jks", f"tls-{_STAMP}.csr", "tls.pem")


def _checked(home: Home, name: str, *word: object) -> Done:
    room, _, file = name.partition("/")
    return home.run("sprawdz", world(room) / file, *word, *_TODAY)


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("p12/aes.p12", 0, "nowe szyfrowanie (AES)"),
        ("p12/iter600001.p12", 0, "Windows przyjmuje najwyżej 600 000"),
        ("p12/nomac.p12", 1, "brak w nim sumy kontrolnej (MAC)"),
        ("p12/emptypw.p12", 0, "Plik nie ma hasła"),
        ("p12/gnutls-pem.p12", 0, "PKCS#12 w PEM"),
        ("p12/keyonly.p12", 0, "sam klucz, bez certyfikatu"),
        ("p12/trustonly.p12", 0, "bez klucza: same certyfikaty"),
        ("p12/twokeys.p12", 0, "2 klucze prywatne"),
        ("p12/trailing-nul.p12", 0, "hasło pasuje"),
        ("jks/trailing-nul-tls.jks", 0, "hasło pasuje"),
        ("jks/rsa1024-tls.jks", 0, "ZSMOPL wymaga co najmniej 2048"),
        ("jks/bcfks-tls.jks", 1, "magazyn Bouncy Castle (BCFKS), nieobsługiwany"),
        ("jks/bks-tls.jks", 1, "magazyn Bouncy Castle (BKS), nieobsługiwany"),
        ("cert/latin2_in_t61-tls.pem", 0, "wystawiony dla: "),
        ("cert/email_cp1250_ia5-wss.pem", 0, "wystawiony dla: "),
        ("stray/KOWAL_NMVS.pfx", 1, "hasło nie otwiera"),
        ("stray/Certyfikat KSeF.key", 1, "klucz prywatny, a nie certyfikat"),
        ("stray/Certyfikat KSeF.crt", 0, "w tym folderze nie ma klucza, do którego pasuje"),
        ("zip/certyfikaty.zip", 0, "archiwum ZIP"),
    ],
)
def test_a_file_alone(home: Home, name: str, status: int, said: str) -> None:
    done = _checked(home, name, *_WORD)
    assert said in done.out + done.err
    assert done.status == status
    assert "od kroku 1" not in done.err


def test_a_purpose_comes_from_a_whole_word(home: Home) -> None:
    assert "dla:" not in _checked(home, "p12/gnutls-pem.p12").out


@pytest.mark.parametrize("kind", ["latin2_in_t61", "email_cp1250_ia5"])
def test_names_in_odd_encodings(home: Home, kind: str) -> None:
    folder = Folder(home, *(f"cert/{kind}-{purpose}.pem" for purpose in ("tls", "wss")), without=_PEM)
    assert folder.krok("p12", "--tak").status == 0
    assert "[x] Krok 4" in folder.status()


def test_a_keystore_with_zeros_after_its_end(home: Home) -> None:
    folder = Folder(home, "jks/trailing-nul-tls.jks", "jks/tls.csr", "jks/tls.pem", without=_KEYSTORE)
    assert "[x] Krok 1" in folder.status()
    assert folder.krok("p12", "--tak").status == 0
    assert "[x] Krok 4" in folder.status()


def test_a_pkcs12_with_zeros_after_its_end(home: Home) -> None:
    folder = Folder(home)
    assert folder.krok("p12", "--tak").status == 0
    (ours,) = folder.path.glob("tls-*.p12")
    ours.unlink()
    shutil.copyfile(world("p12") / "trailing-nul.p12", ours)
    assert folder.install("--tak").status == 0


def test_two_keys_in_one_file_are_both_installed(home: Home) -> None:
    done = Folder(home, "p12/twokeys.p12").install("--tak")
    assert done.status == 0
    assert done.out.count("jest w magazynie i podpisuje") == 2
    assert done.out.count("(AES)") == 1


@pytest.mark.parametrize(
    ("name", "said"), [("aes.p12", "(AES)"), ("iter600001.p12", "600 000"), ("gnutls-pem.p12", "(PEM)")]
)
def test_what_windows_would_refuse_is_said_before_it_is_installed(home: Home, name: str, said: str) -> None:
    folder = Folder(home)
    assert folder.krok("p12", "--tak").status == 0
    for path in folder.path.glob("tls-*.p12"):
        path.unlink()
    folder.add(f"p12/{name}")  # nothing in its name says what it is for; the key does
    done = folder.install("--tak")
    assert said in done.out
    assert done.status == 0, done.err


def test_a_keystore_of_bouncy_castle(home: Home) -> None:
    folder = Folder(home, "jks/bks-tls.jks", "jks/tls.csr", "jks/tls.pem", without=_KEYSTORE)
    done = folder.krok("p12", "--tak")
    assert done.status == 1
    assert "Change KeyStore Type" in done.err
    assert "jest, ale" in folder.status()


def test_certificates_in_an_archive(home: Home) -> None:
    folder = Folder(home, "zip/certyfikaty.zip", without=_PEM)
    done = folder.krok("p12", "--tak")
    assert done.status == 1
    assert "certyfikaty.zip" in done.err
    assert "wyodrębnić" in done.err
    assert "certyfikaty.zip" in folder.status()


@pytest.mark.parametrize("unpacked", [False, True])
def test_an_archive_among_the_downloads(home: Home, unpacked: bool) -> None:
    folder, downloads = Folder(home, without=_PEM), home.path / "Pobrane"
    archive = world("zip") / "certyfikaty.zip"
    downloads.mkdir()
    if unpacked:  # as „Wyodrębnij wszystkie” does
        shutil.unpack_archive(archive, downloads / "certyfikaty")
    else:
        shutil.copyfile(archive, downloads / archive.name)
    given = ("--wiadomosc", world("mail") / "good.eml", "--pobrane", downloads, "--tak", *_TODAY)
    done = home.run("krok", "mail", "--folder", folder.path, *given)
    if unpacked:
        assert "certyfikaty: tls.pem, wss.pem" in done.out
        assert "przenieść stamtąd" in done.out
        assert "[x] Krok 3" not in folder.status()
    else:  # read where they are
        assert done.status == 0, done.err
        assert "[x] Krok 3" in folder.status()


def test_a_newer_stranger_beside_a_finished_set(home: Home) -> None:
    folder = Folder(home)
    assert folder.krok("p12", "--tak").status == 0
    os.utime(folder.add("stray/KOWAL_NMVS.pfx"), (2_000_000_000, 2_000_000_000))
    done = folder.install("--tak")
    assert done.status == 0, done.err
    assert "KOWAL_NMVS.pfx – plik spoza tego odnowienia" in done.out
    (home.path / "pendrive").mkdir()
    done = folder.krok("zestaw", "--cel", home.path / "pendrive", "--tak")
    assert done.status == 0, done.err
    assert not list((home.path / "pendrive").rglob("KOWAL*"))


@pytest.mark.parametrize("without", [_PEM, ("wss.pem",)])
def test_the_certificate_of_another_office(home: Home, without: tuple[str, ...]) -> None:
    done = Folder(home, "stray/Certyfikat KSeF.crt", without=without).krok("p12", "--tak")
    assert done.status == 1
    assert "WSS" in done.err
    assert "Certyfikat KSeF.crt – plik spoza tego odnowienia" in done.err
    assert "od kroku 1" not in done.err


@pytest.mark.parametrize(
    "name", ["emdash-tls.txt", "rtf-tls.rtf", "twodash-tls.pem", "nobegin-tls.pem", "nbsp-tls.pem"]
)
def test_a_certificate_that_an_editor_changed(home: Home, name: str) -> None:
    folder = Folder(home, f"pem/{name}", without=("tls.pem",))
    assert folder.krok("p12", "--tak").status == 0
    if name == "rtf-tls.rtf":
        for suffix in (".txt", ".html"):
            (folder.path / name).rename(folder.path / f"rtf-tls{suffix}")
            assert "[x] Krok 3" in folder.status()
            (folder.path / f"rtf-tls{suffix}").rename(folder.path / name)


def test_a_password_file_of_powershell(home: Home) -> None:
    folder = Folder(home)
    word = ("--haslo-plik", world("misc") / "haslo-utf16.txt")
    assert home.run("krok", "p12", "--folder", folder.path, "--tak", *word, *_TODAY).status == 0
    assert home.run("sprawdz", folder.path / f"tls-{_STAMP}.jks", *word, *_TODAY).status == 0
    assert home.run("krok", "csr", "--folder", home.path / "nowy", "--tak", *word, *_TODAY).status == 0


def test_a_password_file_with_a_space_at_its_end(home: Home) -> None:
    folder = Folder(home)
    word = ("--haslo-plik", world("misc") / "haslo-spacja.txt")
    for done in (
        home.run("krok", "p12", "--folder", folder.path, "--tak", *word, *_TODAY),
        home.run("sprawdz", folder.path / f"tls-{_STAMP}.jks", *word, *_TODAY),
        home.run("krok", "csr", "--folder", home.path / "nowy", "--tak", *word, *_TODAY),
    ):
        assert done.status == 1
        assert "spacj" in done.err


def test_a_pwz_in_the_old_notation(home: Home) -> None:
    form = ("--dane", world("misc") / "dane-pwz-rzymski.toml", "--plan")
    done = home.run("krok", "sow", "--folder", Folder(home).path, *form, *_TODAY)
    assert done.status == 1
    assert "stary zapis numeru" in done.err
    assert "Rejestrze Aptek" in done.err


def _preloaded(name: str, folder: Path) -> str:
    tools.need("gcc")
    library = folder / f"{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, world("misc") / f"{name}.c", "-ldl"], check=True)
    return str(library)


def test_a_certificate_that_lies_in_a_cloud_only(home: Home, tmp_path: Path) -> None:
    folder, library = Folder(home), _preloaded("cloud", tmp_path)
    assert "plik tls.pem jest, ale nie da się go teraz odczytać" in folder.status(LD_PRELOAD=library)
    done = folder.krok("p12", "--tak", LD_PRELOAD=library)
    assert done.status == 1
    assert "chmurze" in done.err


def test_a_disk_without_hard_links(home: Home, tmp_path: Path) -> None:
    """FAT and exFAT of pendrives."""
    folder, library = Folder(home), _preloaded("nolink", tmp_path)
    for _ in range(2):
        assert folder.krok("p12", "--tak", LD_PRELOAD=library).status == 0
    assert len(list(folder.path.glob("*.p12"))) == 2
    before = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.suffix in {".jks", ".csr"}}
    assert folder.krok("csr", "--tak", LD_PRELOAD=library).status == 0
    assert {name: (folder.path / name).read_bytes() for name in before} == before


def test_no_input_is_without_a_test() -> None:
    written = Path(__file__).read_text("utf-8") + (Path(__file__).parents[1] / "letters" / "test_world.py").read_text()
    left = {
        path.name
        for path in world("set").parent.rglob("*")
        if path.is_file() and path.parent.name not in {"world", "set"} and path.name not in written
    }
    assert left <= {"cloud.c", "nolink.c", *(f"{kind}-{each}.pem" for kind in _ODD for each in ("tls", "wss"))}


_ODD = ("latin2_in_t61", "email_cp1250_ia5")
