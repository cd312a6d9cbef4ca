"""Outlook's .msg, written by tests/support/outlook.py (msgconvert, a reader in Perl, reads its files as well)."""

import base64
import struct
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import within
from support.matrix import examples
from support.outlook import Tree, message, msg
from support.refusal import outcome, refused

from flows.mail.letters.letter import Letter, read_letter

_TODAY = date(2026, 11, 22)
_TITLE = "System P1 nadał dostęp do Systemu P1"
_LINK = "https://sow.ezdrowie.gov.pl/tls"
_NIGHT = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # the 20th in Poland
_LATER = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def _read(tree: Tree) -> Letter:
    return read_letter(msg(tree), _TODAY)


def _grant(**more: bool) -> Tree:
    return message(subject=_TITLE, body=f"Linki: {_LINK}\r\n", submitted=_NIGHT, **more)


def _is_the_grant(letter: Letter) -> bool:
    told = (letter.kind, letter.received, letter.deadline, letter.links)
    return told == ("grant", date(2026, 11, 20), date(2026, 12, 20), (_LINK,))


@pytest.mark.parametrize("wide", [True, False], ids=["utf-16", "cp1250"])
def test_a_plain_message(wide: bool) -> None:
    assert _is_the_grant(_read(_grant(wide=wide)))


def test_html_only_in_the_polish_code_page() -> None:
    html = f'<p>{_TITLE}</p><a href="{_LINK}">pobierz</a><a href="https://evil.com">{_LINK}</a>'.encode("cp1250")
    letter = _read(message(subject="Wiadomość", html=html, submitted=_NIGHT))
    assert (letter.kind, letter.received, letter.links) == ("grant", date(2026, 11, 20), (_LINK,))
    assert (letter.verdict, letter.deadline, letter.suspicious) == ("suspicious", None, ("https://evil.com",))


def test_the_internet_headers_count_before_outlooks_own_time() -> None:
    headers = f"From: P1\r\nSubject: {_TITLE}\r\nDate: Fri, 20 Nov 2026 10:15:32 +0100\r\n"
    assert _is_the_grant(_read(message(subject="x", body=_LINK, headers=headers, submitted=_LATER)))


def test_a_large_body_is_stored_in_another_way() -> None:
    assert _is_the_grant(_read(message(subject=_TITLE, body=f"{_LINK}\r\n" * 2_000, submitted=_NIGHT)))


def test_a_forward_in_the_text() -> None:
    body = f"Od: P1\r\nWysłano: piątek, 20 listopada 2026 10:15\r\nDo: a\r\nTemat: {_TITLE}\r\n\r\n{_LINK}"
    letter = _read(message(subject=f"PD: {_TITLE}", body=body, submitted=_LATER))
    assert _is_the_grant(letter)


def test_messages_attached_to_messages() -> None:
    assert _is_the_grant(_read(message(subject="PD", body="patrz", submitted=_LATER, attached=(_grant(),))))
    between = message(subject="PD", body="patrz", submitted=_LATER, attached=(_grant(),))
    assert _is_the_grant(_read(message(subject="PD: PD", submitted=_LATER, attached=(between,))))
    eml = f"Subject: {_TITLE}\r\nDate: Fri, 20 Nov 2026 10:15:32 +0100\r\nMIME-Version: 1.0\r\n\r\n{_LINK}".encode()
    for name, content in (("p1.eml", eml), ("P1.MSG", msg(_grant()))):
        assert _is_the_grant(_read(message(subject="PD", submitted=_LATER, files=((name, content),))))


def test_an_outlook_file_attached_to_an_internet_message() -> None:
    head = b"Date: Sun, 22 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n"
    part = b'--q\nContent-Type: application/vnd.ms-outlook; name="p1.msg"\nContent-Transfer-Encoding: base64\n\n'
    data = head + part + base64.encodebytes(msg(_grant())) + b"--q--\n"
    assert _is_the_grant(read_letter(data, _TODAY))
    broken = head + part + base64.encodebytes(msg(_grant())[:700]) + b"--q--\n"
    assert read_letter(broken, _TODAY).kind == "other"


def test_a_body_in_compressed_rtf_alone_is_told() -> None:
    rtf = b"LZFu, as Outlook writes it"
    with refused("message-rtf-only", ask="wiadomosc"):
        _read(message(subject=_TITLE, rtf=rtf, submitted=_NIGHT))
    assert _is_the_grant(_read({**_grant(), **message(rtf=rtf, submitted=_NIGHT)}))  # beside a readable body
    assert _is_the_grant(_read(message(subject="PD", rtf=rtf, submitted=_LATER, attached=(_grant(),))))


def test_no_times_at_all() -> None:
    letter = _read(message(subject=_TITLE, body=_LINK))
    assert (letter.kind, letter.received) == ("grant", None)


def test_deep_nesting_is_cut() -> None:
    tree = _grant()
    for _ in range(40):
        tree = message(subject="PD", attached=(tree,), submitted=_LATER)
    letter = _read(tree)
    assert letter.kind == "other"
    assert "bardzo duża" in letter.notes[-1]


def test_damage_is_told(tmp_path: Path) -> None:
    whole = msg(_grant())
    for data in (whole[:512], whole[:600], whole[: len(whole) // 2], msg(message())):
        with refused("message-damaged", ask="wiadomosc"):
            read_letter(data, _TODAY)


def test_counts_of_a_hostile_header_cost_nothing() -> None:
    endless = {68: 0, 72: 2**18, 44: 109 + 127 * 2**18}  # a list of allocation tables that returns to its start
    for counts in ({44: 2**32 - 1}, {64: 2**32 - 1}, {72: 2**25}, {68: 0}, endless):
        hostile = bytearray(msg(_grant()))
        if counts is endless:
            hostile[512:1024] = bytes(512)  # sector 0 names itself as the next one, 127 times as a table too
        for at, value in counts.items():
            struct.pack_into("<I", hostile, at, value)
        said = within(1, lambda hostile=hostile: outcome(lambda: read_letter(bytes(hostile), _TODAY)))
        assert said in {None, "message-damaged"}


@settings(max_examples=examples(150))
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12))
def test_mutations_never_fail_otherwise(changes: list[tuple[int, int]]) -> None:
    data = bytearray(msg(message(subject=_TITLE, body=_LINK, submitted=_NIGHT, attached=(_grant(),))))
    for at, value in changes:
        data[at % len(data)] = value
    assert outcome(lambda: read_letter(bytes(data), _TODAY)) in {None, "message-damaged", "message-empty"}
