"""Whatever bytes come: an answer or a refusal in Polish, in bounded time."""

import base64
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import within
from support.matrix import examples
from support.refusal import outcome

from flows.mail.letters.letter import Letter, read_letter

_TODAY = date(2026, 11, 22)
_MIB = 1_048_576
_HEAD = (
    b"From: P1 <noreply@ezdrowie.gov.pl>\r\nDate: Fri, 20 Nov 2026 10:15:32 +0100\r\nMIME-Version: 1.0\r\n"
    b"Subject: System P1 nada\xc5\x82 dost\xc4\x99p do Systemu P1\r\n"
)
_FLOWED = "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
_HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n"
_SENTENCE = "Szanowni Państwo, zwykły wiersz tekstu, https://sow.ezdrowie.gov.pl/x\r\n"
_PARAGRAPH = (
    "<p class=\"MsoNormal\"><span style='font-size:11.0pt'>Szanowni Państwo, <b>zwykły</b> wiersz</span></p>\r\n"
)
_ROW = '<tr><td>x <a href="https://sow.ezdrowie.gov.pl/x">y</a></td></tr>\r\n'
_REFUSALS = {None, "message-empty", "message-not-mail", "message-damaged", "message-too-large"}


def _filled(piece: str, size: int) -> bytes:
    data = piece.encode()
    return (data * (size // len(data) + 1))[:size]


def _within(seconds: float, data: bytes) -> Letter:
    return within(seconds, lambda: read_letter(data, _TODAY))


ONE_MIB = {
    "text": _HEAD + b"\r\n" + _filled(_SENTENCE, _MIB),
    "quoted": _HEAD + b"\r\n" + _filled("> > " + _SENTENCE, _MIB),
    "flowed": _HEAD + _FLOWED.encode() + _filled(_SENTENCE.replace("\r", " \r"), _MIB),
    "html": _HEAD + _HTML.encode() + _filled(_PARAGRAPH, _MIB),
    "html of links": _HEAD + _HTML.encode() + _filled(_ROW, _MIB),
    "base64": _HEAD
    + b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(_filled(_PARAGRAPH, _MIB * 3 // 4)),
    "both": _HEAD
    + b"Content-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\n\r\n"
    + _filled(_SENTENCE, _MIB // 2)
    + b"\r\n--q\r\n"
    + _HTML.encode()
    + _filled(_PARAGRAPH, _MIB // 2)
    + b"\r\n--q--\r\n",
}


@pytest.mark.parametrize("name", ONE_MIB)
def test_a_message_of_1_mib_is_read_without_a_quadratic_mistake(name: str) -> None:
    """The goal is 100 ms (tests/bench/messages.py)."""
    assert _within(0.2, ONE_MIB[name]).kind == "grant"


def _nested(depth: int, core: bytes) -> bytes:
    start = b"".join(
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
        for number in range(depth)
    )
    return start + core


_LARGE = {
    "nested 1000 deep": _nested(1_000, b"\nx\n"),
    "nested 200 deep, 1 MB": _nested(200, b"\nx\n" * 300_000),
    "messages in messages": _filled("MIME-Version: 1.0\nContent-Type: message/rfc822\n\n", 20 * _MIB),
    "the same boundary": b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    + _filled('--b\nContent-Type: multipart/mixed; boundary="b"\n\n', 20 * _MIB),
    "a boundary of dashes": b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="-"\n\n'
    + _filled("\n---x", 20 * _MIB),
    "20 MiB of text": _HEAD + b"\n" + _filled(_SENTENCE, 20 * _MIB),
    "20 MiB of line ends": _HEAD + b"\n" + b"\n" * (20 * _MIB),
    "one endless header": b"MIME-Version: 1.0\nSubject: " + b"a" * (20 * _MIB),
    "endless headers": b"MIME-Version: 1.0\n" + _filled("X: y\n", 20 * _MIB),
    "an endlessly folded header": b"MIME-Version: 1.0\nSubject: a\n" + _filled(" b\n", 20 * _MIB),
    "zeros": _HEAD + b"\n" + b"\0" * (20 * _MIB),
    "all bits set": b"\xff" * (20 * _MIB),
    "utf-16": b"\xff\xfe" + _filled("a\0", 20 * _MIB),
    "an attachment of 20 MiB": _HEAD
    + b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(_filled("Subject: x\n\n" + _SENTENCE, 14 * _MIB)),
    "broken base64": _HEAD + b"Content-Transfer-Encoding: base64\n\n" + _filled("A=B-!ą", 20 * _MIB),
    "a mailbox": _filled("From a@b Fri Nov 20 10:15:32 2026\nMIME-Version: 1.0\n\n" + _SENTENCE, 20 * _MIB),
}


@pytest.mark.parametrize("name", _LARGE)
def test_large_and_deep_messages_take_less_than_a_second(name: str) -> None:
    letter = _within(1, _LARGE[name])
    assert any("bardzo duża" in note for note in letter.notes) or name == "a boundary of dashes"


def test_a_character_reference_of_5000_digits_in_html() -> None:
    assert read_letter(_HEAD + _HTML.encode() + b"&#" + b"9" * 5_000 + b";", _TODAY).kind == "grant"


def test_text_after_what_is_too_deep_or_too_much_is_not_waited_for() -> None:
    deep = _nested(25, b"\nSystem P1 nada\xc5\x82 dost\xc4\x99p do Systemu P1\n")
    assert read_letter(deep, _TODAY).kind == "other"
    shallow = _nested(15, b"\nSystem P1 nada\xc5\x82 dost\xc4\x99p do Systemu P1\n")
    assert read_letter(shallow, _TODAY).kind == "grant"
    many = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n" + b"--q\n\nx\n" * 500 + b"--q--\n"
    assert "bardzo duża" in read_letter(many, _TODAY).notes[0]


# What would make a careless regular expression or a careless parser quadratic.
_REPEATED = (
    *("<", "<a ", "<a href=", "<!--", "<style>", "<pre>\n", "&#", "&#9999999999", "&amp;", "=?utf-8?q?", "> "),
    *("system p1 nadał dostęp do systemu p1 ", "system p1 nadał ", "system" + " " * 100, "a\u0301\u0323"),
    *("data: 1.1.2026\n", "od: x\ndata: 20.11.2026\n", "od:\n", "20.11.2026 napisał:\n", "napisał", "2 lis 202"),
    *("20 listopada ", "wniosek numer 1 ", "http://", "www.", "https://ezdrowie.gov.pl ", "https://a)))))"),
    *("https://a <https://b", '<a href="https://x.pl">https://y.pl</a>', "\u0130", "x\r", "do systemu p1 wp"),
    *("https://https://", "https://a \n", "a \n", "<https://a\n", "a\n"),
)


@pytest.mark.parametrize("piece", _REPEATED)
def test_repetition_costs_time_in_proportion(piece: str) -> None:
    filling = _filled(piece, 300_000)
    one_line = filling.replace(b"\n", b" ").replace(b"\r", b" ")
    for data in (
        filling,
        _HEAD + b"\r\n" + filling,
        _HEAD + _FLOWED.encode() + filling,
        _HEAD + _HTML.encode() + filling,
        b"MIME-Version: 1.0\nSubject: " + one_line + b"\nContent-Type: multipart/mixed; boundary=" + one_line,
        b"MIME-Version: 1.0\nContent-Type: text/plain" + one_line[:60_000].replace(b" ", b";") + b"\n\nx",
    ):
        _within(0.5, data)


@pytest.mark.parametrize("parameter", [";a", ';a="b', ";a*0*=b", "; charset*=utf-8''%41", '; boundary="'])
def test_endless_parameters_of_200_parts(parameter: str) -> None:
    part = b"--q\nContent-Type: text/plain" + _filled(parameter, 60_000) + b"\n\nx\n"
    data = _HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n" + part * 200
    _within(1, data)


@cache
def _honest() -> tuple[bytes, ...]:
    here = Path(__file__).parent
    return tuple(path.read_bytes() for path in sorted(here.iterdir()) if path.suffix in {".eml", ".mbox", ".txt"})


@given(st.binary(max_size=2_000))
def test_random_bytes(data: bytes) -> None:
    assert outcome(lambda: read_letter(data, _TODAY)) in _REFUSALS
    assert outcome(lambda: read_letter(_HEAD + data, _TODAY)) in _REFUSALS
    assert outcome(lambda: read_letter(_HEAD + _HTML.encode() + data, _TODAY)) in _REFUSALS


_LINES = st.sampled_from(
    (
        *("Content-Type: multipart/mixed; boundary=q", "Content-Type: text/html; charset=punycode", "--q", "--q--", ""),
        *("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: x", "QUJD="),
        *("Subject: =?utf-7?b?///?=", "Date: 99 Zzz 0000 99:99 +9999", "Date: 1 Jan 9999 00:00 -2359", "From: a", "\0"),
        *("Received: ; 31 Dec 1969 23:59:59 +9959", "Content-Type: text/plain; charset*=a'b'%ff", "Data: 0.0.0000"),
        *("Wysłano: 31.02.2026", "W dniu 1.1.2001 pisze:", "From a b 2026", '<a href="https://[">x</a>', "&#xD800;"),
        *("MIME-Version: 1.0", "System P1 nadał dostęp do Systemu P1", "&#" + "9" * 5_000 + ";", "Content-Type: ;;="),
    )
)


@settings(max_examples=examples(300))
@given(st.lists(_LINES, max_size=25))
def test_random_lines_of_mail(lines: list[str]) -> None:
    assert outcome(lambda: read_letter("\n".join(lines).encode(), _TODAY)) in _REFUSALS


@settings(max_examples=examples(300))
@given(st.data())
def test_mutated_messages(data: st.DataObject) -> None:
    message = bytearray(data.draw(st.sampled_from(_honest())))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(message) - 1))
        length = data.draw(st.integers(0, 40))
        message[at : at + length] = data.draw(st.binary(max_size=10))
        if not message:
            return
    assert outcome(lambda: read_letter(bytes(message), _TODAY)) in _REFUSALS
