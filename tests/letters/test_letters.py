"""Every message in this folder, written by us after real mail programs, is read as ``expected.toml`` says."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.refusal import refused

from flows.mail.letters import text as letter_text
from flows.mail.letters.letter import MAX_LETTER_BYTES, read_letter

TODAY = date(2026, 11, 22)
LINKS = ("https://sow.ezdrowie.gov.pl/pobierz/tls?id=5f0c9a", "https://sow.ezdrowie.gov.pl/pobierz/wss?id=5f0c9b")
_HERE = Path(__file__).parent
_EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((_HERE / "expected.toml").read_text("utf-8"))
_TITLE = "System P1 nadał dostęp do Systemu P1"
_SUFFIXES = {".eml", ".mbox", ".txt", ".html"}


@pytest.mark.parametrize("name", _EXPECTED)
def test_the_message_is_read_as_expected(name: str) -> None:
    wanted = _EXPECTED[name]
    letter = read_letter((_HERE / name).read_bytes(), TODAY)
    received = wanted.get("received")
    assert letter.kind == wanted["kind"]
    assert letter.number == wanted.get("number")
    assert letter.received == received
    assert letter.verdict == wanted.get("verdict", "not-p1" if letter.kind == "other" else "consistent")
    counts = received and letter.kind == "grant" and letter.verdict == "consistent"
    assert letter.deadline == (received + timedelta(days=30) if counts else None)
    assert set(letter.links) <= set(LINKS)
    assert len(letter.links) == wanted.get("links", 0)
    assert list(letter.suspicious) == wanted.get("suspicious", [])
    assert len(letter.notes) == len(wanted.get("notes", []))
    for note, piece in zip(letter.notes, wanted.get("notes", []), strict=True):
        assert piece in note
        assert note.endswith(".")


def test_every_file_is_expected_to_be_something() -> None:
    assert {path.name for path in _HERE.iterdir() if path.suffix in _SUFFIXES} == set(_EXPECTED)
    assert len(_EXPECTED) >= 25


@pytest.mark.parametrize("name", [name for name, each in _EXPECTED.items() if each["kind"] == "grant"])
def test_the_deadline_is_never_later_than_30_days_from_today(name: str) -> None:
    data = (_HERE / name).read_bytes()
    for today in (TODAY, date(2026, 11, 1), date(2026, 12, 31), date(2030, 1, 1)):
        deadline = read_letter(data, today).deadline
        assert deadline is None or deadline <= today + timedelta(days=30)


def _mail(body: str, *headers: str) -> bytes:
    return "\r\n".join(("From: P1 <noreply@ezdrowie.gov.pl>", "MIME-Version: 1.0", *headers, "", body)).encode()


def _grant(body: str, *headers: str) -> bytes:
    return _mail(body, f"Subject: {_TITLE}", *headers)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 20 Nov 2026 10:15:32 +0100", date(2026, 11, 20)),
        ("20 Nov 2026 22:59:59 +0000", date(2026, 11, 20)),
        ("20 Nov 2026 23:00:00 +0000", date(2026, 11, 21)),
        ("Sat, 21 Nov 2026 00:30:00 +0900", date(2026, 11, 20)),
        ("Sat, 17 Oct 2026 21:59:59 +0000", date(2026, 10, 17)),
        ("Sat, 17 Oct 2026 22:00:00 GMT", date(2026, 10, 18)),  # summer time: two hours
        ("Fri, 20 Nov 2026 23:30:00", date(2026, 11, 20)),  # without a zone: as it stands
        ("Fri, 20 Nov 26 10:15:00 +0100", date(2026, 11, 20)),
        ("2026-11-20T23:30:00Z", date(2026, 11, 21)),
        ("piątek, 20 listopada 2026 10:15", date(2026, 11, 20)),
    ],
)
def test_the_day_is_polands(written: str, day: date) -> None:
    assert read_letter(_grant(LINKS[0], f"Date: {written}"), TODAY).received == day


@pytest.mark.parametrize("written", ["", "31 Feb 2026", "x" * 5_000, "99 99 9999", "1" * 4_000, "=?utf-8?q?="])
def test_no_date_means_no_deadline_and_a_note(written: str) -> None:
    letter = read_letter(_grant(LINKS[0], f"Date: {written}"), TODAY)
    assert (letter.kind, letter.received, letter.deadline) == ("grant", None, None)
    assert "nie ma daty" in letter.notes[0]


_QUOTED = [
    "Od: P1\nWysłano: piątek, 20 listopada 2026 10:15\nDo: a\nTemat: {title}\n",
    "*Od:* P1\n*Wysłano:* 20 listopada 2026\n*Temat:* {title}\n",
    "From: P1\nSent: 20 November 2026 10:15\nSubject: {title}\n",
    "From: P1\nDate: November 20th, 2026\nSubject: {title}\n",
    "Od: P1\nData: 20.11.2026\n{title}\n",
    "Od: P1\nData: 20.11.26, 10:15\nTemat: {title}\n",
    "Od: P1\nData:\n20. lis. 2026\nTemat:\n{title}\n",
    "Od: P1\nDo: a1@b.pl, a2@b.pl,\na3@b.pl, a4@b.pl\nData: 20/11/2026\nTemat: {title}\n",
    "{title}\nOd: P1\nData: 2026-11-20\n",
    "From: P1\nDate: Fri, 20 Nov 2026 10:15:32 +0100\nSubject: {title}\n",
    "From: P1\nDate: 2026-11-20 00:30 +0100\nSubject: {title}\n",
    "From: P1\nDate: 11/19/2026 11:30 PM +0000\nSubject: {title}\n",
    "W dniu 20.11.2026 o 10:15, P1 pisze:\n> {title}\n",
    "W dniu pt., 20 lis 2026 o 10:15 P1 <a@b.pl>\nnapisał(a):\n> {title}\n",
    "On 20/11/2026 10:15, P1 wrote:\n> {title}\n",
    "Am 20.11.2026 um 10:15 schrieb P1:\n> {title}\n",
    "Wiadomość napisana przez P1 w dniu 20 lis 2026, o godz. 10:15:\n> {title}\n",
    "Nov 20, 2026, 10:15 AM P1 wrote:\n{title}\n",
]


@pytest.mark.parametrize("quoted", _QUOTED)
def test_a_forwards_own_date_is_not_the_originals(quoted: str) -> None:
    body = f"Proszę.\n\n{quoted.format(title=_TITLE)}\n{LINKS[0]}\n"
    letter = read_letter(_mail(body, "Subject: Fwd", "Date: Sun, 22 Nov 2026 08:00:00 +0100"), TODAY)
    assert (letter.kind, letter.received) == ("grant", date(2026, 11, 20))
    assert "liczę od najwcześniejszej, 20.11.2026" in letter.notes[0]
    assert read_letter(body.encode(), TODAY).received == date(2026, 11, 20)  # the same, pasted


def test_a_date_in_the_note_above_does_not_stand_for_the_originals() -> None:
    """Found by fuzzing: the note's date hid the original's, and the deadline came out 20 days late."""
    quoted = f"Wiadomość napisana przez P1 w dniu 08.09.2026:\n{_TITLE}\n{LINKS[0]}\n"
    for note in ("Termin: 01.12.2026", "Na jutro 23.11.2026!", "Pisaliśmy 1.10.2026"):
        letter = read_letter(_mail(f"{note}\n\n{quoted}", "Date: Mon, 28 Sep 2026 18:00:00 +0100"), TODAY)
        assert letter.received == date(2026, 9, 8)


@pytest.mark.parametrize("note", ["Proszę.", "Termin: 01.12.2026"])
@pytest.mark.parametrize(
    "line",
    [
        "W dniu 20 XI 2026 P1 pisze:",
        "wczoraj P1 napisał(a):",
        "Wiadomość napisana przez P1 w dniu wczoraj:",
        "Le jour avant, P1 a écrit :",
        "Dne předevčírem P1 napsal(a):",
        "Вчора P1 пише:",
    ],
)
def test_a_quote_of_an_unknown_day_is_not_of_the_forwards_day(line: str, note: str) -> None:
    """Found by fuzzing: the forward's own date was taken, and the deadline came out too late."""
    body = f"{note}\n\n{line}\n> {_TITLE}\n> {LINKS[0]}\n"
    letter = read_letter(_mail(body, "Subject: Fwd", "Date: Sun, 22 Nov 2026 08:00:00 +0100"), TODAY)
    assert (letter.kind, letter.received, letter.deadline) == ("grant", None, None)
    assert "Nie umiem odczytać daty" in letter.notes[0]


def test_a_sentence_that_asks_to_write_quotes_nobody() -> None:
    body = f"{_TITLE}\nW razie pytań prosimy napisać na adres:\npomoc@ezdrowie.gov.pl\n{LINKS[0]}\n"
    for text in (body, body.replace(_TITLE, "Dzień dobry")):
        letter = read_letter(_grant(text, "Date: Fri, 20 Nov 2026 10:15:00 +0100"), TODAY)
        assert letter.received == date(2026, 11, 20)


def test_an_ambiguous_date_is_the_earlier_one() -> None:
    body = f"On 10/11/2026 10:15, P1 wrote:\n> {_TITLE}\n> {LINKS[0]}\n"
    letter = read_letter(_mail(body, "Date: Sun, 22 Nov 2026 08:00:00 +0100"), TODAY)
    assert letter.received == date(2026, 10, 11)
    assert "11.10.2026, 10.11.2026, 22.11.2026" in letter.notes[0]


def test_an_older_message_quoted_below_does_not_count() -> None:
    body = f"{_TITLE}\n{LINKS[0]}\n\nOd: P1\nWysłano: 2 listopada 2026\nTemat: Przyjęcie wniosku\n\nwniosek"
    letter = read_letter(_mail(body, "Date: Fri, 20 Nov 2026 10:15:00 +0100"), TODAY)
    # …unless it follows so closely that it might be the grant's own header: then the earlier day is the safe one.
    assert letter.received == date(2026, 11, 2)
    far = body.replace("\n\nOd:", "\n" + "Z poważaniem, Centrum e-Zdrowia\n" * 20 + "Od:")
    assert read_letter(_mail(far, "Date: Fri, 20 Nov 2026 10:15:00 +0100"), TODAY).received == date(2026, 11, 20)


def test_a_date_in_a_sentence_is_no_date_of_the_message() -> None:
    body = f"{_TITLE}\nWniosek z dnia 3.11.2026 o numerze 12/2026.\n{LINKS[0]}\n"
    assert read_letter(body.encode(), TODAY).received is None
    letter = read_letter(_mail(body, "Date: Fri, 20 Nov 2026 10:15:00 +0100"), TODAY)
    assert (letter.received, letter.number) == (date(2026, 11, 20), "12/2026")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze AB-12/2026.", "AB-12/2026"),
        ("wpłynął  wniosek\no nadanie\ndostępu do\nSystemu P1\no numerze\n77 O wynikach", "77"),
        ("WPŁYNĄŁ WNIOSEK O NADANIE DOSTĘPU DO SYSTEMU P1 O NUMERZE 5", "5"),
        ("wplynal wniosek o nadanie dostepu do Systemu P1 o numerze 5", "5"),
        ("wp?yn?? wniosek o nadanie dost?pu do Systemu P1 o numerze 5", "5"),
        ("wpĹ‚ynÄ…Ĺ‚ wniosek o nadanie dostÄ™pu do Systemu P1 o numerze 5", "5"),
        ("wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze xxxxx O wynikach", None),
        ("wpłynął wniosek o nadanie dostępu do Systemu P1", None),
    ],
)
def test_the_acknowledgement_and_its_number(sentence: str, number: str | None) -> None:
    letter = read_letter(_mail(f"Szanowni Państwo, do Systemu P1 {sentence}", f"Date: {TODAY:%d %b %Y}"), TODAY)
    assert (letter.kind, letter.number, letter.deadline) == ("acknowledgement", number, None)


def test_a_grant_without_links_says_so() -> None:
    letter = read_letter(_grant("kliknij tutaj", "Date: Fri, 20 Nov 2026 10:15:00 +0100"), TODAY)
    assert (letter.kind, letter.links, letter.verdict, letter.deadline) == ("grant", (), "suspicious", None)
    assert letter.reasons == ("nie ma w niej ani jednego odnośnika do ezdrowie.gov.pl",)


def test_the_day_of_a_forward_does_not_replace_that_of_an_undated_original() -> None:
    original = f"Subject: {_TITLE}\nMIME-Version: 1.0\n\n{LINKS[0]}\n"
    head = f"Subject: Fwd: {_TITLE}\nDate: Sun, 22 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\n"
    letter = read_letter(f"{head}Content-Type: message/rfc822\n\n{original}".encode(), TODAY)
    assert (letter.kind, letter.links, letter.received, letter.deadline) == ("grant", LINKS[:1], None, None)
    assert any("nie ma daty" in note for note in letter.notes)


@pytest.mark.parametrize("charset", ["utf-8", "cp1250", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("declared", [None, "utf-8", "us-ascii", "x-nonsense", "idna", "zip", ""])
def test_polish_letters_whatever_was_declared(charset: str, declared: str | None) -> None:
    text = "Zażółć gęślą jaźń, ŚĆ ŻÓŁĆ Ź Ą"
    assert letter_text.decode(text.encode(charset), declared) == text


@pytest.mark.parametrize("declared", ["ISO-8859-2", "windows-1250", "cp852", "koi8-r"])
def test_a_known_character_set_is_believed(declared: str) -> None:
    text = "Zażółć gęślą jaźń" if declared != "koi8-r" else "Система"
    assert letter_text.decode(text.encode(declared), declared) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "message-empty"),
        (b" \r\n\0\0", "message-empty"),
        (b"%PDF-1.7 x", "message-not-mail"),
        (b"PK\x03\x04 x", "message-not-mail"),
        (b"{\\rtf1 x", "message-not-mail"),
        (b"a" * (MAX_LETTER_BYTES + 1), "message-too-large"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "message-damaged"),
    ],
    ids=["empty", "blank", "pdf", "zip", "rtf", "large", "msg"],
)
def test_refusals(data: bytes, code: str) -> None:
    with refused(code, ask="wiadomosc"):
        read_letter(data, TODAY)
