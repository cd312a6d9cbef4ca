import datetime as dt
from pathlib import Path

import pytest
import tools
from cryptography import x509
from support.authority import NOW, authority, der, identity, pem

from flows.crypto.requests import read_request
from flows.practice.practice_authority import NAME, PracticeAuthority


def test_every_certificate_of_practice_says_so() -> None:
    assert NAME == "ĆWICZENIE - nie do uzytku"
    for certificate in authority().chain:
        assert NAME in certificate.subject.rfc4514_string()
    assert NAME in identity("tls").certificate.issuer.rfc4514_string()


def test_it_answers_a_request_for_two_years_from_now() -> None:
    me = identity("tls")
    assert me.certificate.subject == me.subject
    assert me.certificate.public_key() == me.key.public_key()
    assert me.certificate.not_valid_before_utc == NOW
    assert me.certificate.not_valid_after_utc == NOW + dt.timedelta(days=730)


def test_dates_may_be_any_so_that_expired_ones_can_be_tried() -> None:
    request = read_request(identity("wss").csr_pem)
    assert request is not None
    warsaw = dt.timezone(dt.timedelta(hours=2))
    then = dt.datetime(2024, 6, 1, 12, tzinfo=warsaw)
    old = authority().issue(request, "wss", then, days=10)
    assert old.not_valid_before_utc == then
    assert old.not_valid_after_utc == then + dt.timedelta(days=10)


@pytest.mark.parametrize(("purpose", "openssl_purpose"), [("tls", "sslclient"), ("wss", "any")])
def test_openssl_accepts_the_chain(tmp_path: Path, purpose: str, openssl_purpose: str) -> None:
    leaf, between, root = tmp_path / "leaf.pem", tmp_path / "between.pem", tmp_path / "root.pem"
    leaf.write_bytes(pem(identity(purpose).certificate))
    between.write_bytes(pem(authority().intermediate))
    root.write_bytes(pem(authority().root))
    command = ("openssl", "verify", "-x509_strict", "-CAfile", root, "-untrusted", between)
    assert ": OK" in tools.run(*command, "-purpose", openssl_purpose, "-attime", str(int(NOW.timestamp()) + 60), leaf)


def test_wss_may_sign_and_tls_may_log_in() -> None:
    def usage(purpose: str) -> x509.KeyUsage:
        extensions = identity(purpose).certificate.extensions
        return extensions.get_extension_for_class(x509.KeyUsage).value

    assert usage("wss").digital_signature
    assert usage("wss").content_commitment
    assert usage("tls").digital_signature
    assert not usage("tls").content_commitment


def test_a_request_that_its_own_key_did_not_sign_is_refused() -> None:
    data = bytearray(der(x509.load_pem_x509_csr(identity("tls").csr_pem)))
    data[len(data) // 2] ^= 1
    request = read_request(bytes(data))
    assert request is not None
    with pytest.raises(ValueError, match="not signed"):
        authority().issue(request, "tls", NOW)


def test_two_authorities_share_no_key() -> None:
    other = PracticeAuthority.create(NOW)
    assert other.root.public_key() != authority().root.public_key()
    assert other.intermediate.public_key() != other.root.public_key()
