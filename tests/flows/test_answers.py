"""Answers as people type them, and as nobody should."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.refusal import assert_fit_to_show

from flows.base.errors import FlowError, Problem
from flows.base.secret import Secret
from flows.csr.subject import subject
from flows.engine import answers, passwords

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200)


def tried(parse: Callable[[str], Any], text: str) -> Any:
    """The value, or the Problem."""
    try:
        return parse(text)
    except FlowError as error:
        return error.problem


def problem_of(parse: Callable[[str], Any], text: str) -> Problem:
    problem = tried(parse, text)
    assert isinstance(problem, Problem)
    assert_fit_to_show(problem)
    return problem


@pytest.mark.parametrize("text", ["kot-pije-mleko", "a b c dede", "correct horse battery staple", "Abcdefghij1!"])
def test_good_passwords(text: str) -> None:
    assert passwords.new_password(text) == Secret(text)


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("", "password-too-weak", "puste"),
        ("krótkie", "password-not-ascii", "polska litera"),
        ("zażółć gęślą jaźń", "password-not-ascii", "polska litera"),
        ("Kot1!", "password-too-weak", "krótkie"),
        ("aaaaaaaaaaaaaaaa", "password-too-weak", "krótkie"),
        ("abababababababab", "password-too-weak", "proste"),
        (" kot-pije-mleko", "password-too-weak", "spacją"),
        ("kot-pije-mleko ", "password-too-weak", "spacją"),
        ("kot-pije-mleko\t", "password-not-ascii", "znak"),
        ("k" * 64 + "otpies" * 12, "password-too-weak", "długie"),
    ],
)
def test_bad_passwords(text: str, code: str, word: str) -> None:
    problem = problem_of(passwords.new_password, text)
    assert (problem.code, problem.ask) == (code, "haslo")
    assert word in problem.what
    assert not text.strip() or text not in repr(problem)


@given(st.text(max_size=200) | ASCII)
def test_an_accepted_new_password_opens_everywhere(text: str) -> None:
    value = tried(passwords.new_password, text)
    if isinstance(value, Problem):
        assert value.ask == "haslo"
        assert len(text) < 4 or text not in repr(value)
    else:
        assert value.reveal() == text
        assert text.isascii()
        assert text.isprintable()
        assert len(text) <= 128
        assert len(text) >= 12 or len(text.split()) >= 4 or len(text) >= 7


def test_a_proposed_password_is_good_and_never_the_same() -> None:
    proposals = {passwords.propose_password() for _ in range(50)}
    assert len(proposals) == 50
    for each in proposals:
        assert len(each.split()) == 5
        passwords.new_password(each)


def test_an_existing_password_is_taken_as_it_is() -> None:
    for text in ("a", " zażółć ", "x" * 128):
        assert passwords.existing_password(text).reveal() == text
    for text in ("", "x" * 129):
        assert problem_of(passwords.existing_password, text).code == "bad-password"


@given(st.text(max_size=80) | st.text(st.sampled_from("/\\.~:'\"„” a$%{}?\0\n\udcff"), max_size=1200))
@example("~nobody-of-that-name/x")
@example("/" + "a" * 300)
@example("a" * 300)
@example("file:///tmp/%00")
@example("\udcff")
def test_a_folder_is_a_path_or_a_problem(text: str) -> None:
    found = answers.find_folder(text)
    assert found is None or found.strip() == found
    for each in {text, found or ""}:
        value = tried(answers.work_folder, each)
        if isinstance(value, Problem):
            assert (value.code, value.ask) == ("bad-folder", "folder")
        else:
            assert value.is_absolute()
            assert ".." not in value.parts
            assert not value.is_file()


def test_folders_as_people_give_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "Moje pliki ąę"
    there.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MOJE", str(there))
    monkeypatch.chdir(tmp_path)
    for text in (
        str(there),
        f'"{there}"',
        f" „{there}” ",
        f"file://{str(there).replace(' ', '%20')}",
        "~/Moje pliki ąę",
        "$MOJE",
        "Moje pliki ąę",
        "./x/../Moje pliki ąę/",
    ):
        assert answers.work_folder(text) == there, text
    assert answers.work_folder("nowy") == tmp_path / "nowy"


@pytest.mark.skipif(os.name == "nt", reason="there it is a path like any other")
def test_a_windows_path_elsewhere_is_refused() -> None:
    assert "Windows" in problem_of(answers.work_folder, r"D:\Certyfikaty").what


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert "to plik" in problem_of(answers.work_folder, str(tmp_path / "x")).what


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("zapisz w /srv/apteka", "/srv/apteka"),
        (r"niech będzie D:\Certyfikaty P1\2026", r"D:\Certyfikaty P1\2026"),
        ("„/srv/moja apteka” proszę", "„/srv/moja apteka”"),
        (r"\\serwer\wspolny", r"\\serwer\wspolny"),
        ("gdzie mam to zapisać", None),
        ("tls/wss", None),
        ("nie wiem", None),
    ],
)
def test_a_folder_in_a_sentence(line: str, found: str | None) -> None:
    assert answers.find_folder(line) == found


def test_key_sizes() -> None:
    assert [answers.key_bits(text) for text in ("2048", " 3072 ", "4096")] == [2048, 3072, 4096]
    for text in ("", "1024", "2048.0", "٢٠٤٨", "1e9", "-2048"):
        assert problem_of(answers.key_bits, text).code == "bad-key-size"


def test_encryptions() -> None:
    assert [answers.encryption(text) for text in ("3des", "AES", " aes ")] == ["3des", "aes", "aes"]
    assert problem_of(answers.encryption, "rc2").code == "bad-encryption"


@given(st.text(max_size=60) | st.text(st.sampled_from('CNOL=,+\\"#;<>é żź 19.'), max_size=60))
@example("CN=Apteka Pod Żółwiem,O=Łąka,C=PL")
@example("C=Polska")
@example("CN=" + "a" * 65)
@example("CN=")
@example(" ")
@example("1.2.3.4=x")
@example("CN=\ud800")
def test_a_subject_can_be_put_into_a_request_or_is_a_problem(text: str) -> None:
    from cryptography.x509 import Name

    value = tried(subject, text)
    if isinstance(value, Problem):
        assert value.code == "bad-subject"
    else:
        assert value == text
        assert not text or Name.from_rfc4514_string(text).public_bytes()
