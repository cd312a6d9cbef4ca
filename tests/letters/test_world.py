"""Letters that public reports brought to light (tests/data/world/mail): each is read as the report says is right."""

from datetime import date
from pathlib import Path

import pytest
from support.refusal import refused

from flows.mail.given_letter import find_letter, letter
from flows.mail.letters.letter import Letter, read_letter_file
from flows.mail.telling import describe

_WORLD = Path(__file__).parents[1] / "data" / "world" / "mail"
_TODAY = date(2026, 11, 28)
_GENUINE = (
    *("Inbox", "fwd_as_attach.eml", "good.eml", "grant-eml-in-zip.zip", "grant.mht", "owa_safelink.eml"),
    "smime_opaque.eml",
)


def _read(name: str) -> Letter:
    return read_letter_file(_WORLD / name, _TODAY)


@pytest.mark.parametrize("name", _GENUINE)
def test_a_genuine_letter(name: str) -> None:
    letter = _read(name)
    assert (letter.kind, letter.verdict, letter.deadline) == ("grant", "consistent", date(2026, 12, 12))
    assert letter.number == "123456"
    assert len(letter.links) == 2
    assert letter.notes == letter.suspicious == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("phish_attach_exe.eml", ("…@p1-zdrowie.online", "generator_csr.pdf.exe")),
        ("phish_replyto.eml", ("…@gabinetlekarski.info", "no-reply@cez.gov.pl")),
        ("phish_sender_only.eml", ("…@p1-zdrowie.online",)),
        ("h_bslash.eml", ("p1-zdrowie.eu",)),
        ("h_http.eml", ("http:// zamiast https://",)),
        ("attach_only.eml", ("Certyfikat jest w załączniku tls.pem",)),
    ],
)
def test_a_letter_that_is_not_to_be_believed(name: str, said: tuple[str, ...]) -> None:
    letter = _read(name)
    assert letter.verdict in {"suspicious", "not-p1"}
    assert letter.deadline is None
    told = "\n".join(describe(letter, _TODAY))
    assert "właściwa" not in told
    assert "odnośniki spoza ezdrowie.gov.pl, proszę ich nie otwierać: sow.ezdrowie.gov.pl" not in told
    assert all(each in told for each in said)


def test_http_of_the_right_host_is_all_that_is_said_of_it() -> None:
    assert len(_read("h_http.eml").reasons) == 1
    assert "spoza ezdrowie" not in "\n".join(describe(_read("h_http.eml"), _TODAY))


@pytest.mark.parametrize(
    ("name", "code"), [("grant.pdf", "message-not-mail"), ("rtf-links-only.msg", "message-rtf-only")]
)
def test_what_cannot_be_read_says_how_to_save_it(name: str, code: str) -> None:
    with refused(code, ask="wiadomosc"):
        _read(name)


def test_a_file_that_is_there_is_never_taken_for_pasted_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_WORLD)
    assert letter("Inbox", _TODAY).kind == "grant"
    for line in (f"{_WORLD}/Inbox", '"Inbox"', "./Inbox", "grant.mht", f"& '{_WORLD}/good.eml'", "brak.emlx"):
        assert find_letter(line) == line
    for path in ("/nie/ma", "C:\\Users\\Anna Nowak\\list", "\\\\serwer\\poczta\\list", "~/list", "./list", "../list"):
        with refused("file-missing"):
            letter(path, _TODAY)
    assert find_letter("Inbox") is None  # at the prompt a bare word is a word first
