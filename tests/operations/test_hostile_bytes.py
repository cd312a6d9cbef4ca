"""Whatever bytes come: readers answer or refuse in Polish, never anything else, and never take a second."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import jks
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.authority import PASSWORD, POLISH_PASSWORD, authority, der, identity, pem, pkcs8
from support.effort import within
from support.matrix import examples
from support.refusal import assert_fit_to_show, outcome

from flows.base.files import MAX_BYTES
from flows.base.secret import Secret
from flows.crypto import armour
from flows.crypto.certificates import chain_for, public_key_sha256, read_certificates
from flows.crypto.keystore import open_keystore, public_certificates
from flows.crypto.p12_layout import check_iterations, describe_encryption
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import read_request
from flows.crypto.store_kinds import kind_of
from flows.folder.recognise import recognise

_SECRETS = (Secret("pierwsze-haslo"), POLISH_PASSWORD, PASSWORD)


@cache
def _honest() -> tuple[bytes, ...]:
    """Real files of every kind that the mutations start from."""
    me = identity("tls")
    return (
        me.jks(),
        write_p12("P1 TLS 2026", me.key, me.certificate, authority().chain, PASSWORD, aes=False),
        write_p12("P1 TLS 2026", me.key, me.certificate, (), PASSWORD, aes=True),
        pem(me.certificate, authority().root),
        der(me.certificate),
        pkcs7.serialize_certificates([me.certificate, authority().root], Encoding.DER),
        pkcs7.serialize_certificates([me.certificate], Encoding.PEM),
        me.csr_pem,
        me.key_pem,
        pem(me.certificate).decode().encode("utf-16"),
        b"Certyfikat P1: TLS\r\nSHA-256 klucza publicznego: " + public_key_sha256(me.key).encode(),
    )


def _read_everything(data: bytes) -> None:
    within(1, lambda: _read_what_needs_no_password(data))
    within(1, lambda: outcome(lambda: open_keystore(data, _SECRETS, name="tls.jks")))


def _read_what_needs_no_password(data: bytes) -> None:
    for certificate in _ignoring_refusal(read_certificates, data):
        public_key_sha256(certificate)
        chain_for(certificate, [certificate, *authority().chain])
    for reader in (read_request, public_certificates, check_iterations):
        outcome(lambda reader=reader: reader(data))
    describe_encryption(data)
    kind_of(data)
    found = recognise(Path("tls.pem"), data)
    if found.problem:
        assert_fit_to_show(found.problem)


def _ignoring_refusal(reader: Callable[[bytes], tuple], data: bytes) -> tuple:  # type: ignore[type-arg]
    results: list[tuple] = [()]  # type: ignore[type-arg]
    outcome(lambda: results.append(reader(data)))
    return results[-1]


@given(st.binary(max_size=2000))
@example(b"\xfe\xed\xfe\xed")
@example(b"\x30\x80\x30\x80\x00")
@example(b"-----BEGIN CERTIFICATE-----\xff\xfe")
@settings(max_examples=examples(300))
def test_any_bytes(data: bytes) -> None:
    _read_everything(data)


@given(
    st.sampled_from((b"\xfe\xed\xfe\xed\0\0\0\2", b"\x30\x82", b"\x30\x80", b"-----BEGIN CERTIFICATE-----\n", b"MII")),
    st.binary(max_size=500),
)
@settings(max_examples=examples(200))
def test_any_bytes_after_a_promising_start(start: bytes, data: bytes) -> None:
    _read_everything(start + data)


_PLACES = st.floats(0, 1, exclude_max=True)


def _mutated(draw: st.DrawFn, honest: bytes) -> bytes:
    data = bytearray(honest)
    for _ in range(draw(st.integers(1, 4))):
        at = int(draw(_PLACES) * max(1, len(data)))
        how = draw(st.sampled_from(("flip", "set", "cut", "insert", "double", "drop")))
        if how == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "set" and data:
            data[at] = draw(st.sampled_from((0, 1, 0x30, 0x7F, 0x80, 0x84, 0xFF)))
        elif how == "cut":
            del data[at:]
        elif how == "insert":
            data[at:at] = draw(st.binary(max_size=20))
        elif how == "double":
            data[at:at] = data[at : at + 200]
        else:
            del data[at : at + draw(st.integers(1, 50))]
    return bytes(data)


@given(st.data())
@settings(max_examples=examples(600))
def test_honest_files_with_some_damage(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(_honest()) - 1))
    _read_everything(data.draw(st.composite(_mutated)(_honest()[number])))


@given(st.data())
@settings(max_examples=examples(300))
def test_keystores_with_right_checksums_and_wrong_contents(data: st.DataObject) -> None:
    """What only somebody who knows the password can make: the damage is under the checksums."""
    me = identity("tls")
    contents = [pkcs8(me.key), der(me.placeholder)]
    damaged = data.draw(st.integers(0, 1))
    contents[damaged] = data.draw(st.composite(_mutated)(contents[damaged]))
    plain, certificate = contents
    entry = jks.PrivateKeyEntry.new("tls", [certificate], pkcs8(me.key))
    entry._pkey_pkcs8 = plain
    store = jks.KeyStore.new("jks", [entry]).saves(PASSWORD.reveal())
    _read_everything(store)


def _repeated(unit: bytes) -> bytes:
    return (unit * (MAX_BYTES // len(unit) + 1))[:MAX_BYTES]


def _torn(unit: bytes) -> bytes:
    """As much as is ever tried as PEM that an editor had."""
    return b"MI" + unit * (131_000 // len(unit))


@pytest.mark.parametrize(
    "data",
    [
        _repeated(b"\x30\x80"),
        _repeated(b"\x30\x00"),
        _repeated(b"\x30\x82\xff\xff"),
        b"\x30\x83\x0f\xff\xfa" + _repeated(b"\x05\x00")[:-6],
        b"\x30\x80\x02\x01\x03\x30\x80\x06\x09" + _repeated(b"\x24\x80"),
        _repeated(b"-----BEGIN CERTIFICATE-----\n"),
        _repeated(b"-----BEGIN "),
        _repeated(b"-----END CERTIFICATE-----\n"),
        _repeated(b"-----BEGIN X-----\n-----END X-----\n"),
        _repeated(b"-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"),
        b"MII" + _repeated(b"A"),
        _repeated(b"MIIB"),
        _repeated(b"<"),
        _repeated(b"From:\n"),
        _repeated(b"SHA-256 "),
        _repeated(b"\r\n"),
        bytes(MAX_BYTES),
        _repeated(b"\xff\xfe"),
        *(_torn(unit) for unit in (b"-", b"- BEGIN ", b"BEGIN CERTIFICATE", b"END CERTIFICATE MI\n", b"<p>", b"<p ")),
        *(_torn(unit) for unit in (b"\\'4d", b"{\\u77?", b"MIIB\n> ", b"=3D=\n", b"&nbsp;", b"BEGIN  \t", b" ")),
        b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\x20" + _repeated(b"\0\0\0\1\0\0" + bytes(8) + b"\0\0\0\0\0\0\0\0"),
    ],
    ids=lambda data: data[:12].hex(),
)
def test_a_megabyte_made_to_be_slow(data: bytes) -> None:
    _read_everything(data)


def test_a_megabyte_of_real_certificates() -> None:
    one = pem(identity("tls").certificate)
    assert len(within(1, lambda: read_certificates(one * (MAX_BYTES // len(one))))) == 1


@given(st.text(max_size=300))
@settings(max_examples=examples(200))
def test_text_comes_out_of_every_coding_as_it_went_in(text: str) -> None:
    marked = text.removeprefix("\ufeff")
    assert armour.as_text(b"\xff\xfe" + marked.encode("utf-16-le")) == marked
    assert armour.as_text(b"\xef\xbb\xbf" + marked.encode()) == marked
