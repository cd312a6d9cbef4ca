"""What a typed line is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.talk.command_words import COMMANDS
from assistant.talk.confirming import is_almost_yes, is_yes
from assistant.talk.named_files import dropped_files, existing_folder, files_to_check
from assistant.talk.reading import read_command, read_flow, read_number
from flows.catalogue import FLOWS


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name in COMMANDS for phrase in COMMANDS[name]])
def test_every_command_word_is_read(name: str, phrase: str) -> None:
    for typed in (phrase, phrase.upper(), f" {phrase}. ", f"{phrase}!"):
        command = read_command(typed)
        assert command is not None
        assert command.name == name


def test_no_phrase_means_two_things() -> None:
    phrases = [phrase for each in COMMANDS.values() for phrase in each]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    "line",
    ["tak", "Tak", "TAK", " tak ", "tak.", "tak!", "tak,", "„tak”", '"tak"', "«Tak»", "‘tak’.", "`tak`", "„TAK.”"],
)
def test_yes(line: str) -> None:
    assert is_yes(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "t",
        "ok",
        "tak?",
        "„tak”?",
        "T A K",
        "так",
        "tаk",
        "tak…",
        "tak, ale",
        "nie",
        "tak tak",
        "tąk",
        "ta k",
        "takk",
        "tak\x00",
        "tak\nnie",
    ],
)
def test_no_yes(line: str) -> None:
    assert not is_yes(line)


@given(st.text(max_size=30))
def test_only_one_word_is_yes(line: str) -> None:
    assert is_yes(line) == (line.strip(" .!").casefold() == "tak")


@pytest.mark.parametrize("line", ["ok", "t", "tak?", "tak, ale do jutra", "Dobrze", "jasne!", "takk"])
def test_almost_yes(line: str) -> None:
    assert is_almost_yes(line)


@pytest.mark.parametrize("line", ["nie", "tak długo to trwa?", "ile to trwa", "", "okno"])
def test_not_even_almost(line: str) -> None:
    assert not is_almost_yes(line)


@pytest.mark.parametrize("line", ["tak?", "cofnij?", "anuluj?", "koniec?", "zrobione?"])
def test_a_question_is_no_order(line: str) -> None:
    assert read_command(line) is None


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("zmień folder", "folder"),
        ("chcę zmienić hasło", "haslo"),
        ("popraw hasło", "haslo"),
        ("pomyliłam się w haśle", "haslo"),
        ("pomylilem folder", "folder"),
        ("inny folder", "folder"),
        ("jednak inny folder", "folder"),
        ("tak, ale do innego folderu", "folder"),
        ("zmien na inny katalog", "katalog"),
    ],
)
def test_corrections(line: str, about: str) -> None:
    command = read_command(line)
    assert command is not None
    assert command.name == "correct"
    assert about in command.argument


@pytest.mark.parametrize(
    "line",
    ["jak zmienić hasło?", "złe hasło", "gdzie jest folder", "zapomniałam hasła", "nie pamiętam hasła"],
)
def test_questions_about_the_same_are_no_corrections(line: str) -> None:
    assert read_command(line) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1", 1),
        ("2.", 2),
        ("3)", 3),
        ("nr 2", 2),
        ("to drugie", 2),
        ("Pierwszy", 1),
        ("12", 0),
        ("", 0),
        ("zero", 0),
        ("0", 0),
        ("1 plik", 0),
    ],
)
def test_numbers(line: str, number: int) -> None:
    assert read_number(line) == number


@pytest.mark.parametrize(
    ("line", "flow"),
    [
        ("csr", "csr"),
        ("CSR.", "csr"),
        ("krok 4", "p12"),
        ("krok p12", "p12"),
        ("4", None),
        ("krok 8", None),
        ("x", None),
    ],
)
def test_flows(line: str, flow: str | None) -> None:
    assert read_flow(line, FLOWS) == flow


def test_dropped_files_and_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "raz dwa.pem", tmp_path / "żółw.pem"
    one.touch()
    two.touch()
    assert files_to_check(str(one)) == (one,)
    assert files_to_check(f'"{one}"') == (one,)
    assert files_to_check(f"'{one}' '{two}'") == (one, two)
    assert files_to_check(f"sprawdź {two}") == (two,)
    assert files_to_check(f"Sprawdz pliki '{one}' '{two}'") == (one, two)
    assert files_to_check("sprawdź nie-ma.pem") == (Path("nie-ma.pem"),)
    assert files_to_check("sprawdź moją sprawę") == ()
    assert files_to_check("co to za plik") == ()
    assert existing_folder(f'"{tmp_path}"') == tmp_path
    assert existing_folder(str(one)) is None
    assert existing_folder("assistant") is None


@given(st.text(max_size=300))
def test_no_line_breaks_the_reader(line: str) -> None:
    read_command(line)
    read_number(line)
    files_to_check(line)
    existing_folder(line)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "Moje pliki ąę"
    folder.mkdir()
    for name in ("tls 1.pem", "wss.pem"):
        (folder / name).write_bytes(b"x")
    return folder / "tls 1.pem", folder / "wss.pem"


def test_dropped_files_as_windows_write_them(two: tuple[Path, Path]) -> None:
    """conhost and Windows Terminal: quotes; PowerShell: „& ”; GNOME: single quotes; KDE: an address."""
    one, other = two
    for line in (f"{one}", f'"{one}"', f"'{one}' ", f"& '{one}'", one.as_uri(), f"sprawdź {one}"):
        assert files_to_check(line) == (one,), line
    for line in (f'"{one}" "{other}"', f"'{one}' '{other}'", f"{one.as_uri()} {other.as_uri()}"):
        assert files_to_check(line) == (one, other), line
    assert dropped_files(f"'{one}' '{other}'") == (one, other)


@pytest.mark.skipif(os.name == "nt", reason="a backslash is a separator there")
def test_dropped_files_with_escapes(two: tuple[Path, Path]) -> None:
    escaped = [str(path).replace(" ", "\\ ") for path in two]
    assert files_to_check(escaped[0]) == two[:1]
    assert files_to_check(" ".join(escaped)) == two
    assert files_to_check(f"{escaped[0]} 'nie zamknięto") == ()


def test_what_could_be_an_answer_is_not_dropped(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = two
    monkeypatch.chdir(one.parent)
    for line in ("wss.pem", "tls 1.pem", f"sprawdź {one}", str(one.parent), f"{one} jest zły", ""):
        assert dropped_files(line) == (), line
