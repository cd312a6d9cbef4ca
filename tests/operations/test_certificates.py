import base64
import hashlib
from collections.abc import Callable

import pytest
import tools
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7
from support.authority import NOW, authority, der, identity, pem
from support.refusal import refused

from flows.crypto.certificates import (
    chain_for,
    choose_leaf,
    is_self_signed,
    public_key_sha256,
    read_certificates,
    sha1_thumbprint,
    sha256_thumbprint,
)
from flows.crypto.requests import read_request
from flows.practice.practice_authority import PracticeAuthority


def _leaf() -> x509.Certificate:
    return identity("tls").certificate


def _as_it_comes() -> bytes:
    return pem(_leaf())


def _in_der() -> bytes:
    return der(_leaf())


def _text() -> str:
    return pem(_leaf()).decode()


def _base64() -> str:
    return base64.b64encode(der(_leaf())).decode()


def _long_lines(text: str) -> str:
    head, *body, tail = text.strip().split("\n")
    return f"{head}\n{''.join(body)}\n{tail}"


_DISGUISES: dict[str, Callable[[], bytes]] = {
    "as it comes": _as_it_comes,
    "utf-8 mark": lambda: _text().encode("utf-8-sig"),
    "crlf": lambda: _text().replace("\n", "\r\n").encode(),
    "doubled line ends": lambda: _text().replace("\n", "\r\r\n").encode(),
    "empty lines": lambda: _text().replace("\n", "\n\n").encode(),
    "old mac line ends": lambda: _text().replace("\n", "\r").encode(),
    "no last line end": lambda: _text().strip().encode(),
    "one long line": lambda: _long_lines(_text()).encode(),
    "indented": lambda: ("    " + _text().replace("\n", "\n    ")).encode("ascii"),
    "text around": lambda: "subject=Żółw\nBag Attributes: x\n".encode() + pem(_leaf()) + b"koniec",
    "text in windows-1250": lambda: "Zażółć gęślą jaźń\r\n".encode("cp1250") + pem(_leaf()),
    "utf-16 with mark": lambda: _text().encode("utf-16"),
    "utf-16 le": lambda: _text().encode("utf-16-le"),
    "utf-16 be": lambda: _text().encode("utf-16-be"),
    "der": _in_der,
    "der and a line end": lambda: der(_leaf()) + b"\r\n",
    "bare base64": lambda: _base64().encode(),
    "bare base64 in lines": lambda: "\r\n".join(_base64()[i : i + 76] for i in range(0, 2000, 76)).encode(),
    "bare base64 in utf-16": lambda: _base64().encode("utf-16"),
    "label of openssl's past": lambda: pem(_leaf()).replace(b" CERTIFICATE", b" X509 CERTIFICATE"),
    "pkcs7 der": lambda: pkcs7.serialize_certificates([_leaf()], Encoding.DER),
    "pkcs7 pem": lambda: pkcs7.serialize_certificates([_leaf()], Encoding.PEM),
    "pkcs7 under a certificate's label": lambda: pkcs7.serialize_certificates([_leaf()], Encoding.PEM).replace(
        b"PKCS7", b"CERTIFICATE"
    ),
    "bare base64 of pkcs7": lambda: base64.b64encode(pkcs7.serialize_certificates([_leaf()], Encoding.DER)),
    "beside a key": lambda: identity("tls").key_pem + pem(_leaf()),
    "beside a request": lambda: identity("tls").csr_pem + pem(_leaf()),
    "twice": lambda: pem(_leaf(), _leaf()),
}


@pytest.mark.parametrize("disguise", _DISGUISES)
def test_one_reader_reads_them_all(disguise: str) -> None:
    assert read_certificates(_DISGUISES[disguise]()) == (_leaf(),)


@pytest.mark.parametrize("form", ["pem", "pkcs7 pem", "pkcs7 der"])
def test_several_certificates_in_one_file(form: str) -> None:
    chain = [_leaf(), *authority().chain]
    data = {
        "pem": pem(*chain),
        "pkcs7 pem": pkcs7.serialize_certificates(chain, Encoding.PEM),
        "pkcs7 der": pkcs7.serialize_certificates(chain, Encoding.DER),
    }[form]
    found = read_certificates(data)
    assert len(found) == 3
    assert set(found) == set(chain)
    if form == "pem":
        assert found == tuple(chain)


def test_openssl_trusted_and_text_forms_and_its_pkcs7() -> None:
    trusted = tools.run("openssl", "x509", "-trustout", "-addtrust", "clientAuth", feed=pem(_leaf()))
    assert "TRUSTED" in trusted
    assert read_certificates(trusted.encode()) == (_leaf(),)
    assert read_certificates(tools.run("openssl", "x509", "-text", feed=pem(_leaf())).encode()) == (_leaf(),)
    bundle = tools.run("openssl", "crl2pkcs7", "-nocrl", "-certfile", "/dev/stdin", feed=pem(_leaf()))
    assert read_certificates(bundle.encode()) == (_leaf(),)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"tls",
        b"-----BEGIN ",
        b"-----BEGIN -----",
        b"\xff\xfe",
        bytes(5000),
        b"<html><body>404</body></html>",
        "zwykły tekst o certyfikacie".encode("cp1250"),
        b"MII",
        b"MIIabc" * 40,
    ],
)
def test_files_without_a_certificate(data: bytes) -> None:
    assert read_certificates(data) == ()


def test_keys_and_requests_are_no_certificates() -> None:
    me = identity("tls")
    assert read_certificates(me.key_pem) == ()
    assert read_certificates(me.csr_pem) == ()
    assert read_certificates(me.jks()) == ()
    # …also under a certificate's label: the content decides
    assert read_certificates(me.csr_pem.replace(b"CERTIFICATE REQUEST", b"CERTIFICATE")) == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"\nMII", b"\nMI?"),
        lambda data: data[:200] + b"*" + data[201:],
        lambda _: b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        lambda _: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        lambda data: data.decode().encode("utf-16")[: len(data)],
        lambda data: base64.b64decode(b"".join(data.split(b"\n")[1:-2]))[:-10],
        lambda data: base64.b64decode(b"".join(data.split(b"\n")[1:-2])) + b"junk",
        lambda data: b"".join(data.split(b"\n")[1:10]),
        lambda _: pkcs7.serialize_certificates([_leaf()], Encoding.DER)[:-5],
        lambda _: b"-----BEGIN PKCS7-----\nMIIB",
    ],
)
def test_a_damaged_certificate_is_told_from_no_certificate(damage: Callable[[bytes], bytes]) -> None:
    with refused("certificate-damaged"):
        read_certificates(damage(pem(_leaf())))


def test_every_truncation_is_damage_or_nothing() -> None:
    whole = der(_leaf())
    for size in range(0, len(whole), 7):
        if size < 16:  # too short to tell what it was going to be
            continue
        with refused("certificate-damaged"):
            read_certificates(whole[:size])


def test_the_public_keys_digest_is_openssls_and_one_for_what_fits() -> None:
    me = identity("tls")
    spki = me.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    expected = hashlib.sha256(spki).hexdigest()
    public = tools.run("openssl", "x509", "-noout", "-pubkey", feed=pem(me.certificate))
    assert spki == base64.b64decode("".join(public.split("\n")[1:-2]))
    request = read_request(me.csr_pem)
    assert request is not None
    for holder in (me.key, me.key.public_key(), me.certificate, request, me.placeholder):
        assert public_key_sha256(holder) == expected
    assert public_key_sha256(identity("wss").key) != expected


def test_thumbprints_are_openssls() -> None:
    def openssl(digest: str) -> str:
        line = tools.run("openssl", "x509", "-noout", "-fingerprint", f"-{digest}", feed=pem(_leaf()))
        return line.split("=")[1].strip().replace(":", "").lower()

    assert sha1_thumbprint(_leaf()) == openssl("sha1")
    assert sha256_thumbprint(_leaf()) == openssl("sha256")


def test_the_chain_is_found_by_signatures_in_any_order() -> None:
    intermediate, root = authority().chain
    for pool in ([root, intermediate], [intermediate, root, _leaf(), identity("wss").certificate]):
        assert chain_for(_leaf(), pool) == (intermediate, root)
    assert chain_for(_leaf(), [intermediate]) == (intermediate,)
    assert chain_for(_leaf(), [root]) == ()
    assert chain_for(root, [root, intermediate]) == ()
    assert chain_for(_leaf(), []) == ()


def test_an_impostor_with_the_issuers_name_is_not_in_the_chain() -> None:
    impostor = PracticeAuthority.create(NOW)
    assert impostor.intermediate.subject == authority().intermediate.subject
    assert chain_for(_leaf(), impostor.chain) == ()
    assert chain_for(_leaf(), [*impostor.chain, *authority().chain]) == authority().chain


def test_the_leaf_is_chosen_by_key_and_an_issued_one_before_a_placeholder() -> None:
    me, other = identity("tls"), identity("wss")
    digest, placeholder = public_key_sha256(me.key), me.placeholder
    assert choose_leaf([other.certificate, placeholder, me.certificate, authority().root], digest) == me.certificate
    assert choose_leaf([other.certificate, placeholder], digest) == placeholder
    assert choose_leaf([other.certificate], digest) is None


def test_self_signed_is_told_by_the_signature() -> None:
    assert is_self_signed(authority().root)
    assert is_self_signed(identity("tls").placeholder)
    assert not is_self_signed(_leaf())
    assert not is_self_signed(authority().intermediate)
