"""The program started with files, as by a double click or a drop on its icon; and what a mistyped line is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.authority import identity, pem
from support.p12_files import p12
from support.program import Home

from assistant.cli.arguments import build_parser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "Certyfikaty z łódzkiej"
    path.mkdir()
    (path / "tls.p12").write_bytes(p12("tls"))
    (path / "wss.pem").write_bytes(pem(identity("wss").certificate))
    (path / "--json").write_bytes(b"")
    return path


def test_a_file_is_explained_as_sprawdz_does(home: Home, folder: Path) -> None:
    for files in ([folder / "tls.p12"], [folder / "wss.pem"], [folder / "tls.p12", folder / "wss.pem"]):
        done = home.run(*files)
        assert (done.status, done.err) == (0, "")
        assert done.out == home.run("sprawdz", *files).out
        assert all(path.name in done.out for path in files)
    assert home.run(folder / "tls.p12", "--json").json == home.run("sprawdz", folder / "tls.p12", "--json").json


def test_one_that_is_missing_among_others_is_told(home: Home, folder: Path) -> None:
    done = home.run(folder / "tls.p12", folder / "brak.pem")
    assert done.status == 1
    assert "tls.p12" in done.out
    assert "brak.pem" in done.err


def test_a_problem_with_the_file_is_a_problem_of_the_command(home: Home, folder: Path) -> None:
    (folder / "pobrany.pem").write_bytes(b"<!DOCTYPE html><html>")
    done = home.run(folder / "pobrany.pem")
    assert done.status == 1
    assert "Co zrobić: Proszę" in done.err


@pytest.mark.parametrize("name", ["brak.p12", "./brak", r"C:\Moje dokumenty\tls.p12", r"..\x", "brak plik.pem"])
def test_a_file_that_is_not_there(home: Home, name: str) -> None:
    done = home.run(name)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"Nie rozumiem polecenia: nie ma pliku {name}\nOpis: asystent-p1 --help\n"


def test_a_command_is_never_a_file(home: Home) -> None:
    for name in ("raport", "stan"):
        (home.path / name).write_bytes(b"")
    assert home.run("raport").out.startswith("Raport asystenta")
    assert "Nie wiem, w którym folderze" in home.run("stan").err


def test_a_folder_opens_the_conversation_there(home: Home, folder: Path) -> None:
    done = home.run(folder, feed="stan\nkoniec\n")
    assert done.status == 0
    assert "Dzień dobry" in done.out
    assert str(folder) in done.out
    assert home.run("dom").status == 2, "a bare word is a command, mistyped"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("sparwdz x.pem", "sprawdz"),
        ("sprawdzić x.pem", "sprawdz"),
        ("diagnostyka", "diagnoza"),
        ("cofni", "cofnij"),
        ("rapotr", "raport"),
        ("krok p21", "p12"),
        ("stan --jsno", "--json"),
        ("krok csr --hasło-plk x", "--haslo-plik"),
        ("ĆWICZENE", "cwiczenie"),
    ],
)
def test_what_was_probably_meant(home: Home, line: str, meant: str) -> None:
    done = home.run(*line.split())
    assert (done.status, done.out) == (2, "")
    said, hint, where = done.err.splitlines()
    assert said.startswith("Nie rozumiem polecenia: ")
    assert hint in {f"Może chodziło o: {meant}", "Może chodziło o: ćwiczenie"}
    assert where.startswith("Opis: asystent-p1")


@pytest.mark.parametrize("line", ["bzdura", "xyz", "stan --qqq", "krok", "--folder", "🙂"])
def test_nothing_is_guessed_from_nonsense(home: Home, line: str) -> None:
    done = home.run(*line.split())
    assert done.status == 2
    assert "Może" not in done.err


@pytest.mark.skipif(os.name == "nt", reason="such names are a thing of POSIX")
@pytest.mark.parametrize("word", ["a" * 5_000, "x\ny", "\x01"])
def test_an_odd_word_is_wrong_usage_and_no_crash(home: Home, word: str) -> None:
    assert home.run(word).status == 2


def test_readme_and_help_name_every_command(home: Home) -> None:
    """README's table of commands is written by hand and must not fall behind."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    text = home.run("--help").out
    for command in build_parser(flows=False, spellings=False).commands:
        assert f"    asystent-p1 {command} " in readme, command
        assert f"    {command} " in text, command
    listed = {line.split()[1] for line in readme.splitlines() if line.startswith("    asystent-p1 ")}
    plain = {word for word in listed if not word.startswith("[")}
    assert plain <= build_parser(flows=False, spellings=False).commands | {"PLIK..."}
