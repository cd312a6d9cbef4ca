"""PEM as it comes back from Word, mail programs, web pages and the clipboard: read when it is whole, else damaged."""

from __future__ import annotations

import html
import json
import quopri
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from support.authority import authority, identity, pem
from support.world import world

from flows.base.errors import FlowError
from flows.crypto.certificates import read_certificates
from flows.crypto.requests import read_request
from flows.folder.recognise import Kind, recognise

_TEXT = pem(identity("tls").certificate).decode()
_LINES = _TEXT.strip().split("\n")
_BODY = "\n".join(_LINES[1:-1])


def _rtf(text: str) -> str:
    return "{\\rtf1\\ansi{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22 " + text.replace("\n", "\\par\r\n") + "}"


def _dashed(dashes: str) -> str:
    return _TEXT.replace("-----", dashes)


TORN: dict[str, str | bytes] = {
    "em dashes": _dashed("—–"),
    "en dashes": _dashed("–––––"),
    "dashes of cp1250": _dashed("\x00").encode().replace(b"\0", b"\x97\x96"),
    "dashes misread": _dashed("â€”â€“"),
    "two dashes": _dashed("--"),
    "one dash": _dashed("-"),
    "no dashes": _dashed(""),
    "dashes at one end": _TEXT.replace("-----BEGIN", "BEGIN").replace("-----END", "END"),
    "small letters": _TEXT.replace("BEGIN CERTIFICATE", "Begin Certificate"),
    "no-break spaces": _TEXT.replace("BEGIN ", "BEGIN\u00a0").replace("\n", "\u00a0\n"),
    "zero-width spaces": _TEXT.replace("\n", "\u200b\n"),
    "soft hyphens": _TEXT.replace("\n", "\u00ad\n"),
    "quoted": textwrap.indent(_TEXT, "> "),
    "quoted twice": "Pisze urząd:\n" + textwrap.indent(_TEXT, ">> "),
    "quoted with bars": textwrap.indent(_TEXT, "| "),
    "indented": textwrap.indent(_TEXT, "\t  "),
    "doubly spaced": _TEXT.replace("\n", "\r\n\r\n"),
    "in one line": _TEXT.replace("\n", " "),
    "spaces in the body": _LINES[0] + "\n" + " ".join(_BODY) + "\n" + _LINES[-1],
    "lost first line": "\n".join(_LINES[1:]),
    "lost first line below a greeting": "Witam\nw załączeniu certyfikat\n\n" + "\n".join(_LINES[1:]),
    "lost first line below one word": "Witam\n" + "\n".join(_LINES[1:]),
    "lost last line": "\n".join(_LINES[:-1]),
    "lost last line above a signature": "\n".join(_LINES[:-1]) + "\nPozdrawiam\nJan Kowalski",
    "lost both": "Certyfikat TLS:\n\n" + _BODY + "\n\nPozdrawiam",
    "lost both, quoted": textwrap.indent(_BODY, "> "),
    "lost padding": _TEXT.replace("=\n", "\n").replace("=\n", "\n"),
    "another word for END": _TEXT.replace("-----END", "-----FIN"),
    "half a last mark": _TEXT.replace("-----END CERTIFICATE-----", "-----END CERTIF"),
    "rtf": _rtf(_TEXT),
    "rtf with typography": _rtf(_dashed("\\emdash\\endash ")),
    "rtf with code page": _rtf(_dashed("\\'97")),
    "rtf with unicode": _rtf(_dashed("\\u8212?\\u8211?").replace("BEGIN ", "BEGIN\\~")),
    "html": "<html><body><p>" + _TEXT.strip().replace("\n", "<br>\n") + "</p></body></html>",
    "html paragraphs": "".join(f"<p class=MsoNormal><span>{each}</span></p>" for each in _LINES),
    "html entities": "<div>" + html.escape(_TEXT).replace(" ", "&nbsp;").replace("\n", "<br/>").replace("+", "&#43;"),
    "html dashes": "<p>" + _dashed("&mdash;&ndash;").replace("\n", "</p><p>"),
    "quoted-printable": quopri.encodestring(_TEXT.encode()),
    "json": json.dumps({"certificate": _TEXT}),
    "UTF-16 with typography": _dashed("—–").encode("utf-16"),
    "UTF-8 mark": ("\ufeff" + _dashed("—")).encode(),
    "old Mac": _TEXT.replace("\n", "\r"),
    "footer of a print": _TEXT.replace(_LINES[9], "Strona 1 z 2\n" + _LINES[9]),
}


@pytest.mark.parametrize("how", TORN)
def test_a_torn_certificate_is_read(how: str) -> None:
    torn = TORN[how]
    data = torn if isinstance(torn, bytes) else torn.encode()
    assert read_certificates(data) == (identity("tls").certificate,)
    assert recognise(Path("tls.txt"), data).kind is Kind.CERTIFICATE


@pytest.mark.parametrize(
    "name", ["emdash-tls.txt", "nbsp-tls.pem", "nobegin-tls.pem", "rtf-tls.rtf", "twodash-tls.pem"]
)
def test_the_torn_ones_of_public_reports(name: str) -> None:
    (found,) = read_certificates((world("pem") / name).read_bytes())
    assert read_certificates((world("set") / "tls.pem").read_bytes()) == (found,)


def _without_line(text: str) -> str:
    return text.replace(_LINES[7] + "\n", "")


def _with_word(text: str) -> str:
    return text.replace(_LINES[7], _LINES[7] + "\nStrona")


@pytest.mark.parametrize("lose", [_without_line, _with_word])
@pytest.mark.parametrize(
    "how", ["em dashes", "quoted", "rtf", "html", "no dashes", "lost first line", "lost last line"]
)
def test_what_is_not_whole_stays_damage(how: str, lose: Callable[[str], str]) -> None:
    text = lose(str(TORN[how]).replace("\\par\r\n", "\n").replace("<br>\n", "\n").replace("\n> ", "\n"))
    with pytest.raises(FlowError) as error:
        read_certificates(text.encode())
    assert error.value.problem.code == "certificate-damaged"


def test_two_certificates_and_a_request_in_one_letter() -> None:
    wss = pem(identity("wss").certificate).decode()
    letter = "Dzień dobry,\n> TLS:\n" + textwrap.indent(_dashed("—") + "> i WSS:\n" + wss, "> ") + "\nPozdrawiam"
    assert read_certificates(letter.encode()) == (identity("tls").certificate, identity("wss").certificate)
    request = read_request(textwrap.indent(identity("tls").csr_pem.decode(), "> ").encode())
    assert request is not None
    assert request.subject == identity("tls").subject


def test_a_damaged_block_beside_a_good_leaf() -> None:
    chain = pem(*authority().chain).decode().replace("\nMII", "\n*II", 1)
    for text in (_TEXT + _TEXT[:300], _TEXT + chain, chain + _TEXT, _TEXT + "-----BEGIN CERTIFICATE-----\nMIIB"):
        assert identity("tls").certificate in read_certificates(text.encode())
    good_chain, bad_leaf = pem(*authority().chain).decode(), _TEXT.replace("\nMII", "\n*II")
    with pytest.raises(FlowError) as error:  # the authority's alone is nobody's certificate
        read_certificates((bad_leaf + good_chain).encode())
    assert error.value.problem.code == "certificate-damaged"


def test_prose_about_certificates_is_damage_at_most() -> None:
    prose = "Proszę wkleić tekst od BEGIN CERTIFICATE do END CERTIFICATE.\n" * 40
    assert recognise(Path("jak.txt"), prose.encode()).certificates == ()
