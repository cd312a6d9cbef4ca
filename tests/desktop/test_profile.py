"""The profile of RaportNet's windows: what ships, what a user may change, and what a hostile file may not do."""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.refusal import outcome, refused

from flows.desktop.profile import MAX_BYTES, PRACTICE, SHIPPED, find_profile, load_profile, same

SHIPPED_PROFILE = load_profile(SHIPPED)


def test_shipped_labels_are_the_instructions_and_the_rest_is_not_guessed() -> None:
    profile = SHIPPED_PROFILE
    known = (profile.tab, profile.name, profile.valid_until, profile.location, profile.password, profile.install)
    assert known == ("CSIOZ", "Nazwa:", "Ważny do:", "Lokalizacja", "Hasło", "Instaluj certyfikat")
    assert (profile.ok, profile.start) == ("OK", "START")
    assert not any((profile.program, profile.service, profile.reports, profile.login, profile.stop, profile.settings))
    assert not profile.by_ourselves
    assert load_profile(PRACTICE).by_ourselves


def test_a_copy_with_one_label_changed_keeps_the_others(tmp_path: Path) -> None:
    mine = tmp_path / "raportnet.toml"
    mine.write_text('\ufeff[przyciski]\nzatrzymaj = ["ZATRZYMAJ", "STOP"]\n[pola]\nzakladka = "CeZ"\n', "utf-8")
    profile = load_profile(mine)
    assert (profile.tab, profile.stop, profile.start) == ("CeZ", ("ZATRZYMAJ", "STOP"), "START")


@pytest.mark.parametrize(
    "text",
    [
        "to nie jest toml",
        "[pola]\nzakladka = ''",
        "[pola]\nzakladka = ':'",
        "[pola]\nzakladka = 7",
        "[pola]\nzakładka = 'CSIOZ'",
        "[pole]\nzakladka = 'CSIOZ'",
        "pola = 3",
        "[przyciski]\nzatrzymaj = 'STOP'",
        "[przyciski]\nzatrzymaj = ['']",
        "[przyciski]\nzatrzymaj = " + str(["a"] * 21),
        f"[pola]\nnazwa = '{'x' * 201}'",
        '[pola]\nnazwa = "a\\u001b[2J"',
        "[daty]\nwzory = ['DD.MM']",
        "[daty]\nwzory = ['DD.DD.RRRR']",
        "[pora]\nraporty = ['25:00-26:00']",
        "[pora]\nraporty = ['rano']",
        "[pora]\nraporty = 2",
        "x = " + "[" * 5000,
    ],
)
def test_a_bad_profile_is_told_in_polish(tmp_path: Path, text: str) -> None:
    (tmp_path / "raportnet.toml").write_text(text, "utf-8")
    with refused("bad-profile", ask="sposob"):
        load_profile(tmp_path / "raportnet.toml")


def test_too_large_missing_or_no_text(tmp_path: Path) -> None:
    large = tmp_path / "duzy.toml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    binary = tmp_path / "obraz.toml"
    binary.write_bytes(bytes(range(256)))
    for path in (large, binary, tmp_path / "nie-ma.toml", tmp_path):
        with refused("bad-profile", ask="sposob"):
            load_profile(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('[pola]\nhaslo = "Hasło"\n'.encode("cp1250"), "UTF-8"),
        ('[pola]\nhaslo = "Hasło"\n'.encode("utf-16"), "UTF-8"),
        (b'[pola]\nhaslo = "x"\nnazwa = x"\n', "poprawny TOML (wiersz 3)"),
        (b"x = " + b"[" * 5_000, "poprawny TOML."),
    ],
)
def test_what_is_wrong_with_the_file_is_said(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "raportnet.toml").write_bytes(data)
    with refused("bad-profile", ask="sposob") as problems:
        load_profile(tmp_path / "raportnet.toml")
    assert said in problems[0].what


@given(st.binary(max_size=400))
def test_any_bytes_are_a_profile_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "raportnet.toml"
        path.write_bytes(data)
        assert outcome(lambda: load_profile(path)) in {None, "bad-profile"}


def test_the_users_own_comes_before_the_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.desktop.profile.users_profile", lambda: tmp_path / "raportnet.toml")
    assert find_profile(None) == SHIPPED
    (tmp_path / "raportnet.toml").write_text("", "utf-8")
    assert find_profile(None) == tmp_path / "raportnet.toml"
    assert find_profile(PRACTICE) == PRACTICE


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22.11.2028", date(2028, 11, 22)),
        ("2028-11-22 23:59:59", date(2028, 11, 22)),
        ("do 2.1.2028 r.", date(2028, 1, 2)),
        ("22.11.2028 (22.11.2028)", date(2028, 11, 22)),
        ("22.11.2026 - 22.11.2028", None),
        ("31.02.2028", None),
        ("122.11.2028", None),
        ("", None),
        ("bezterminowo", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert SHIPPED_PROFILE.day(text) == day


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_in_every_shipped_pattern(day: date) -> None:
    for shape in ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y"):
        assert SHIPPED_PROFILE.day(day.strftime(shape)) == day


def test_labels_are_compared_as_people_read_them() -> None:
    assert same("&Ważny do", "Ważny do:")
    assert same("instaluj  certyfikat…", "Instaluj certyfikat")
    assert not same("", "")
    assert not same("OKNO", "OK")


@pytest.mark.parametrize(
    ("moment", "near"), [((2, 0), True), ((7, 30), True), ((1, 29), False), ((12, 0), False), ((23, 59), False)]
)
def test_report_hours(moment: tuple[int, int], near: bool) -> None:
    assert SHIPPED_PROFILE.report_hour(time(*moment)) == near


def test_hours_over_midnight(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('[pora]\nraporty = ["23:30-00:30"]\n', "utf-8")
    profile = load_profile(tmp_path / "r.toml")
    assert [profile.report_hour(time(*each)) for each in ((23, 45), (0, 15), (12, 0))] == [True, True, False]


def test_both_files_have_the_same_keys() -> None:
    shipped, practice = (tomllib.loads(path.read_text("utf-8")) for path in (SHIPPED, PRACTICE))
    assert {part: set(values) for part, values in shipped.items()} == {
        part: set(values) for part, values in practice.items()
    }
