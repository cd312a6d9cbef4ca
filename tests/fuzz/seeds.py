"""Honest files that fuzzing starts from: small keys where the size does not matter, so that an execution is quick."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
    pkcs12,
)
from fuzz.mutators import cert_bag, jks_of, key_bag, p12_of, protect, repair_p12
from support.authority import NOW, PASSWORD, authority, der, identity, pem, pkcs8
from support.hostile import with_mac_rounds
from support.odd import SUBJECTS, TIMES, odd_certificate

from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, placeholder_certificate
from flows.practice.practice_authority import PracticeAuthority

LETTERS = Path(__file__).parents[1] / "letters"
SUBJECT = x509.Name.from_rfc4514_string("CN=Apteka pod Żółwiem TLS,O=Łąka,C=PL")


@cache
def curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def short_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 1024)


@cache
def curve_certificate() -> x509.Certificate:
    return placeholder_certificate(curve_key(), SUBJECT, NOW)


@cache
def short_certificate() -> x509.Certificate:
    return placeholder_certificate(short_key(), SUBJECT, NOW)


def _pkcs8(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@cache
def jks_stores() -> tuple[bytes, ...]:
    curve, short = (protect(_pkcs8(key)) for key in (curve_key(), short_key()))
    certificates = [der(curve_certificate()), der(short_certificate())]
    return (
        jks_of([(b"tls", curve, certificates[:1])]),
        jks_of([(b"wss", short, certificates[1:])]),
        jks_of([(b"tls", curve, certificates[:1]), (b"wss", short, certificates[1:])]),
        jks_of([("tls ę".encode(), curve, certificates), (b"ca", None, certificates[:1])]),
        jks_of([(b"ca", None, certificates[:1])]),
        jks_of([]),
        identity("tls").jks(),
    )


@cache
def p12_files() -> tuple[bytes, ...]:
    curve, short = _pkcs8(curve_key()), _pkcs8(short_key())
    sealed = curve_key().private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.reveal().encode())
    )
    bags = [cert_bag(der(curve_certificate())), key_bag(curve, sealed=False)]
    me = identity("tls")
    few = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2)
    files = [
        p12_of(bags),
        p12_of([cert_bag(der(short_certificate())), key_bag(short, sealed=False)], name="sha1"),
        p12_of([cert_bag(der(curve_certificate())), key_bag(sealed, sealed=True)]),
        p12_of([*bags, cert_bag(der(short_certificate()), "wss"), key_bag(short, "wss", sealed=False)], rounds=3),
        p12_of([*bags, cert_bag(der(authority().root), "")]),
    ]
    for cipher in (pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC, pkcs12.PBES.PBESv2SHA256AndAES256CBC):
        encryption = few.key_cert_algorithm(cipher).build(PASSWORD.reveal().encode())
        certificate = curve_certificate()
        made = pkcs12.serialize_key_and_certificates(b"tls", curve_key(), certificate, None, encryption)
        files.append(repair_p12(with_mac_rounds(made, 2)))
    odd = odd_certificate(me.key, SUBJECTS["UTF-8 in Printable"])
    opened = me.key.private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.reveal().encode())
    )
    files.append(p12_of([cert_bag(odd), key_bag(opened, sealed=True)]))
    files.append(write_p12("P1 TLS 2026", me.key, me.certificate, authority().chain, PASSWORD, aes=False))
    return tuple(files)


@cache
def _issued() -> x509.Certificate:
    return identity("tls").certificate


@cache
def certificates() -> tuple[bytes, ...]:
    chain = [_issued(), *authority().chain]
    year_9999 = dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
    endless = (
        x509.CertificateBuilder()
        .subject_name(SUBJECT)
        .issuer_name(SUBJECT)
        .public_key(curve_key().public_key())
        .serial_number(1)
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(year_9999)
        .sign(curve_key(), hashes.SHA256())
    )
    return (
        der(curve_certificate()),
        der(short_certificate()),
        pem(*chain),
        pem(curve_certificate()).replace(b"\n", b"\r\n\r\n"),
        pem(curve_certificate()).decode().encode("utf-16"),
        b"".join(pem(curve_certificate()).splitlines()[1:-1]),
        pkcs7.serialize_certificates(chain, Encoding.DER),
        pkcs7.serialize_certificates([curve_certificate(), short_certificate()], Encoding.PEM),
        der(endless),
        odd_certificate(identity("tls").key, SUBJECTS["Latin-2 in T61"]),
        odd_certificate(identity("tls").key, SUBJECTS["a set out of order"], TIMES["UTC with an offset"]),
    )


@cache
def requests() -> tuple[bytes, ...]:
    made = [build_request(key, SUBJECT) for key in (curve_key(), short_key())]
    parsed = [x509.load_pem_x509_csr(each) for each in made]
    return (
        *made,
        *(der(each) for each in parsed),
        made[0].replace(b"BEGIN CERT", b"BEGIN NEW CERT"),
        identity("tls").csr_pem,
    )


@cache
def keys() -> tuple[bytes, ...]:
    return (_pkcs8(curve_key()), identity("tls").key_pem, pkcs8(identity("tls").key))


@cache
def letters() -> tuple[bytes, ...]:
    return tuple(
        path.read_bytes() for path in sorted(LETTERS.iterdir()) if path.suffix in {".eml", ".mbox", ".txt", ".html"}
    )


@cache
def office() -> PracticeAuthority:
    return PracticeAuthority.create(NOW)
