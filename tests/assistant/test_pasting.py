"""Nobody's name in what is pasted into a ticket, and the rest of it unharmed."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screen.redaction import without_names

ANNA = ("Anna Kowalska", "KASA1")
ANNAS = PureWindowsPath(r"C:\Users\Anna Kowalska")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Folder: C:\Users\Anna Kowalska\Dokumenty\P1", r"Folder: C:\Users\UŻYTKOWNIK\Dokumenty\P1"),
        (r"Folder c:\users\anna kowalska jest pełny.", r"Folder C:\Users\UŻYTKOWNIK jest pełny."),
        (r"C:\Users\ANNAKO~1\AppData\Local\Temp", r"C:\Users\UŻYTKOWNIK\AppData\Local\Temp"),
        (r"D:\anna kowalska\certyfikaty", r"D:\UŻYTKOWNIK\certyfikaty"),
        (r"\\KASA1\dane\x i \\srv.apteka.local\y", r"\\SERWER\dane\x i \\SERWER\y"),
        (r"C:\Users\Ewa\x, C:\Users\Jan Nowak\y", r"C:\Users\UŻYTKOWNIK\x, C:\Users\UŻYTKOWNIK\y"),
        ("PESEL 44051401359", "PESEL [11 cyfr]"),
        (r"E:\44051401359\tls.pem", r"E:\[11 cyfr]\tls.pem"),
        (r"\\?\C:\x", r"\\?\C:\x"),
        ("certyfikat 123456789012 z 22.11.2026", "certyfikat 123456789012 z 22.11.2026"),
    ],
)
def test_windows(text: str, shown: str) -> None:
    assert without_names(text, ANNA, ANNAS) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/stan/x, stan: ok", "/home/UŻYTKOWNIK/x, stan: ok"),
        ("/media/stan/PENDRIVE", "/media/UŻYTKOWNIK/PENDRIVE"),
        ("w /home/ola/certy (3), /tmp/x", "w /home/UŻYTKOWNIK/certy (3), /tmp/x"),
        ("w /var/lib/stanowisko", "w /var/lib/stanowisko"),
        ("plik /mnt/stan.", "plik /mnt/UŻYTKOWNIK."),
        ("/srv/apteka i /srv/apteka2", "/srv/UŻYTKOWNIK i /srv/apteka2"),
    ],
)
def test_linux(text: str, shown: str) -> None:
    assert without_names(text, ["stan"], PurePosixPath("/srv/apteka")) == shown


@pytest.mark.parametrize("home", [PurePosixPath("/"), PureWindowsPath("C:\\")])
def test_a_service_without_a_home(home: PurePath) -> None:
    assert without_names("/etc/x C:\\x", [], home) == "/etc/x C:\\x"


@given(st.text(max_size=80))
def test_twice_is_once(text: str) -> None:
    once = without_names(text, ANNA, ANNAS)
    assert without_names(once, ANNA, ANNAS) == once
