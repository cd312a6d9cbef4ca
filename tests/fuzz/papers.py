"""Certificates, requests and their wrapping: everything that decides what a file of the folder is."""

from __future__ import annotations

import base64
import contextlib
import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import get_args

from fuzz import mutators, seeds
from fuzz.reader import Choices, Reader, assert_refusal, assert_screen, attempt, holds, scratch
from support.authority import NOW, authority, identity, pem
from support.authority import der as der_of

from assistant.reports.check import examine
from assistant.reports.check_told import as_text
from flows.crypto import armour, der, torn_pem
from flows.crypto.certificates import (
    chain_for,
    choose_leaf,
    is_self_signed,
    public_key_sha256,
    read_certificates,
    sha1_thumbprint,
)
from flows.crypto.requests import read_request
from flows.folder.current_set import CurrentPair, current_set, days_of_end
from flows.folder.downloads import recent
from flows.folder.packed import MAX_BYTES as PACKED_BYTES
from flows.folder.packed import packed
from flows.folder.pairing import check_dates
from flows.folder.recognise import Kind, recognise, scan_folder
from flows.practice.practice_office import _request

_SHAPES = (None, *get_args(der.Shape))


def check_der(data: bytes) -> None:
    holds(der.shape(data) in _SHAPES, "an unknown shape")
    length = der.outer_length(data)
    try:
        root = der.parse(data)
    except der.DerError:
        return
    holds(root.raw == data, "bytes that nobody looked at")
    holds(length in (None, len(data)), "two lengths")
    count = 0
    for node in root.walk():
        count += 1
        at = node.body
        for child in node.children:
            holds(child.start == at, "a gap between elements")
            at = child.end
        holds(node.start < node.body <= node.stop <= node.end <= len(data), "an element beyond its end")
        holds(not node.children or at == node.stop, "bytes after the last element")
        if node.tag == der.INTEGER or node.tag & ~0x20 in (der.OCTETS, 0x80):
            with contextlib.suppress(der.DerError):
                node.integer() if node.tag == der.INTEGER else node.octets()
    holds(count <= 5_000, "more elements than allowed")


def check_armour(data: bytes) -> None:
    armour.as_text(data)
    for block in armour.blocks(data):
        holds(block.shape in _SHAPES, "an unknown shape")
        holds(block.content is None or block.content, "an empty content")
        whole = block.content and der.outer_length(block.content) in (None, len(block.content))
        if block.content and whole and len(block.content) < 4_096:
            wrapped = b"-----BEGIN X-----\n" + base64.encodebytes(block.content) + b"-----END X-----\n"
            again = armour.blocks(wrapped)
            holds([each.content for each in again] == [block.content], "PEM comes back as something else")


def check_torn_pem(data: bytes) -> None:
    """Whatever an editor did: nothing comes out that is not one whole element."""
    text = armour.as_text(data)
    torn_pem.straightened(text)
    for _, content in torn_pem.pieces(text):
        holds(content is None or der.outer_length(content) == len(content), "half an object")


def check_packed(data: bytes) -> None:
    path = scratch("packed") / "paczka.zip"
    path.write_bytes(data)
    for each in packed(path):
        holds(each.path.parent == path.parent and each.path.name.isprintable(), "a file that is not beside the archive")
        holds(each.size <= PACKED_BYTES, "a file that is too large")


def _archives() -> Sequence[bytes]:
    found = []
    for names in (("tls.pem",), ("a/tls.pem", "../wss.pem"), ("C:\\x.pem", "\u202etls.pem")):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, pem(identity("tls").certificate))
        found.append(data.getvalue())
    return found


def check_certificates(data: bytes) -> None:
    found = attempt(lambda: read_certificates(data)) or ()
    pool = (*found, *authority().chain)
    for certificate in found:
        digest = public_key_sha256(certificate)
        leaf = choose_leaf(pool, digest)
        holds(leaf is not None and public_key_sha256(leaf) == digest, "a leaf of another key")
        sha1_thumbprint(certificate)
        is_self_signed(certificate)
        days_of_end(certificate)
        for issued, issuer in zip(
            (certificate, *chain_for(certificate, pool)), chain_for(certificate, pool), strict=False
        ):
            holds(issued.issuer == issuer.subject, "a chain that does not hang together")
        if attempt(lambda certificate=certificate: check_dates("tls", certificate, "tls.pem", NOW) or True):
            holds(
                certificate.not_valid_before_utc <= NOW <= certificate.not_valid_after_utc, "accepted out of its time"
            )


def check_request(data: bytes) -> None:
    request = attempt(lambda: read_request(data))
    if request is not None:
        public_key_sha256(request)
        holds(isinstance(request.is_signature_valid, bool), "no verdict")


def check_office(data: bytes) -> None:
    """The practice office signs what it is given: only for the key that asked."""
    path = scratch("office") / "tls.csr"
    path.write_bytes(data)
    request = attempt(lambda: _request(CurrentPair("tls", "", path, path, None, None, None)))
    if request is not None:
        certificate = seeds.office().issue(request, "tls", NOW)
        holds(request.is_signature_valid, "issued on a request that was not signed by its key")
        holds(public_key_sha256(certificate) == public_key_sha256(request), "issued for another key")


def check_recognise(data: bytes) -> None:
    found = recognise(Path("tls.pem"), data)
    holds(found.size == len(data), "another size")
    if found.problem is not None:
        assert_refusal(found.problem)
        return
    if found.kind is Kind.REQUEST:
        holds(found.request is not None and found.request.is_signature_valid, "a request whose signature is wrong")
    if found.kind is Kind.CERTIFICATE:
        holds(found.certificates and found.key_sha256s, "a certificate file without one")
    holds(all(len(each) == 64 for each in found.key_sha256s), "no SHA-256")


@cache
def _folder() -> Path:
    folder = scratch("inspected")
    (folder / "tls-20261120-090000.jks").write_bytes(identity("tls").jks())
    (folder / "tls-20261120-090000.csr").write_bytes(identity("tls").csr_pem)
    return folder


def check_inspected(data: bytes) -> None:
    """``sprawdź`` on a file: what it says fits on a screen."""
    path = _folder() / "plik.pem"
    path.write_bytes(data)
    assert_screen(as_text(examine(path, (), NOW), NOW))


_NAMES = (
    "tls.pem",
    "wss.cer",
    "a.crt",
    "x.p12",
    "y.jks",
    "tls-20261120-090000.csr",
    "tls-99999999-999999.csr",
    "tls-99991231-235959.csr",
    "wss-00010101-000000.csr",
    "n.txt",
)


def check_folder(data: bytes) -> None:
    """A few files at once: which of them are the renewal under way, and which are fresh downloads."""
    choices = Choices(data)
    folder = scratch("folder")
    honest = (*seeds.certificates(), *seeds.requests(), seeds.jks_stores()[0], seeds.p12_files()[0])
    try:
        for _ in range(1 + choices.number(4)):
            content = mutators.bytewise(choices.pick(honest), Random(choices.number(65_536)))
            path = folder / choices.pick(_NAMES)
            path.write_bytes(content if choices.number(3) == 0 else choices.pick(honest))
        found = scan_folder(folder)
        for purpose, pair in current_set(found).items():
            holds(pair.purpose == purpose, "filed under another purpose")
            if pair.certificate is not None:
                holds(public_key_sha256(pair.certificate) == pair.digest, "a certificate of another key")
        for item in recent(folder, NOW):
            holds(item.path.parent == folder, "a file from elsewhere")
    finally:
        for each in folder.iterdir():
            each.unlink()


def _choices() -> tuple[bytes, ...]:
    return tuple(Random(number).randbytes(24) for number in range(30))


def _any_paper() -> tuple[bytes, ...]:
    note = b"Certyfikat P1: TLS\r\nSHA-256 klucza publicznego: " + b"a" * 64
    html = b"<!doctype html><html><body>Zaloguj</body></html>"
    return (
        *seeds.certificates(),
        *seeds.requests(),
        *seeds.keys(),
        *seeds.jks_stores()[:3],
        *seeds.p12_files()[:2],
        *(note, html, b"PK\x03\x04x", b"From: a\nTo: b\nSubject: c\n\nd", b"\r\n\0", b"\xce\xce\xce\xce\0\0\0\2"),
    )


def in_papers(data: bytes, random: Random) -> bytes:
    """DER inside PEM and without; a keystore keeps its digest."""
    if data.startswith(b"\xfe\xed"):
        return mutators.in_jks(data, random)
    if data[:1] == b"\x30":
        return mutators.in_der(data, random)
    found = [block for block in armour.blocks(data) if block.content]
    if not found or random.random() < 0.3:
        return mutators.bytewise(data, random)
    block = random.choice(found)
    label = (block.label or "CERTIFICATE").encode()
    body = base64.encodebytes(mutators.in_der(block.content or b"", random))
    return b"-----BEGIN " + label + b"-----\n" + body + b"-----END " + label + b"-----\n"


def _ders() -> Sequence[bytes]:
    whole = [*seeds.certificates(), *seeds.requests(), *seeds.keys(), *seeds.p12_files()[:3]]
    return tuple(each for each in whole if each[:1] == b"\x30")


def _torn() -> tuple[bytes, ...]:
    lines = base64.encodebytes(der_of(identity("tls").certificate)).decode().splitlines()
    mail = "Witam\n> ——BEGIN CERTIFICATE——\n" + "".join(f"> {line}\n" for line in lines) + "> —END CERTIFICATE—"
    rtf = "{\\rtf1\\ansi\\emdash BEGIN\\~CERTIFICATE\\'97\\par " + "\\par ".join(lines) + "}"
    page = "<p>&mdash;BEGIN&nbsp;CERTIFICATE&mdash;</p>" + "".join(f"<p class=x>{line}<br>" for line in lines)
    printable = "--BEGIN PKCS7--=\n" + "=\n".join(lines).replace("==", "=3D=3D")
    return tuple(each.encode() for each in (mail, rtf, page, printable, "\\n".join(lines), "\n".join(lines)))


in_torn = mutators.in_lines(
    (
        b"-----BEGIN CERTIFICATE-----",
        b"END CERTIFICATE",
        b"\\'97",
        b"\\u8212?",
        b"<br>",
        b"&nbsp;",
        b"=3D",
        b"=\n",
        b"> ",
        b"\xc2\xa0",
        b"\xe2\x80\x94",
        b"MIID",
        b"{\\rtf",
    )
)

READERS = (
    Reader("packed", check_packed, _archives, ("flows.folder.packed",), examples=300),
    Reader("der", check_der, _ders, ("flows.crypto.der",), mutators.in_der, examples=1_500),
    Reader("armour", check_armour, _any_paper, ("flows.crypto.armour", "flows.crypto.der"), in_papers, examples=1_500),
    Reader("torn-pem", check_torn_pem, _torn, ("flows.crypto.torn_pem",), in_torn, examples=1_000),
    Reader(
        "certificates",
        check_certificates,
        seeds.certificates,
        ("flows.crypto.certificates", "flows.crypto.odd_certificates"),
        in_papers,
        examples=400,
    ),
    Reader(
        "requests",
        check_request,
        seeds.requests,
        ("flows.crypto.requests", "flows.crypto.armour"),
        in_papers,
        examples=400,
    ),
    Reader(
        "practice-office", check_office, seeds.requests, ("flows.practice.practice_authority",), in_papers, examples=100
    ),
    Reader(
        "recognise",
        check_recognise,
        _any_paper,
        ("flows.folder.recognise", "flows.crypto.armour"),
        in_papers,
        examples=500,
    ),
    Reader(
        "inspected",
        check_inspected,
        _any_paper,
        ("assistant.reports.check", "flows.folder.recognise"),
        in_papers,
        examples=200,
    ),
    Reader(
        "folder",
        check_folder,
        _choices,
        ("flows.folder.current_set", "flows.folder.downloads", "flows.folder.recognise"),
        examples=60,
    ),
)
