"""What every certificate store keeps its word on; under Wine the same file runs against the one of Windows."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.authority import NOW, PASSWORD, authority, identity
from support.p12_files import p12, thumbprint

from flows.crypto.certificates import sha1_thumbprint, sha256_thumbprint
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.folder.names import PURPOSES
from flows.ports.store import CertificateStore

ROOT = Path(__file__).parents[2]


def test_nothing_is_there_before(store: CertificateStore) -> None:
    store.check()
    assert store.find(thumbprint("tls")) is None
    assert not store.works(thumbprint("tls"))
    store.remove(thumbprint("tls"))


def test_both_are_found_and_sign_and_installing_again_changes_nothing(store: CertificateStore) -> None:
    for _ in range(2):
        for purpose in PURPOSES:
            store.install(p12(purpose), PASSWORD)
        for purpose in PURPOSES:
            found = store.find(thumbprint(purpose))
            certificate = identity(purpose).certificate
            assert found is not None
            assert found.has_key
            assert found.sha1 == sha1_thumbprint(certificate)
            assert (found.not_before, found.not_after) == (
                certificate.not_valid_before_utc,
                certificate.not_valid_after_utc,
            )
            assert store.works(found.sha256)
    assert sum(each.has_key for each in store.list()) == 2


def test_a_fresh_process_sees_it_and_signs(store: CertificateStore) -> None:
    store.install(p12("tls"), PASSWORD)
    code = (
        "import sys; from flows.stores.choose import open_store; store = open_store(sys.argv[1]); "
        "assert store.find(sys.argv[2]).has_key and store.works(sys.argv[2]); print('podpisane')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, store.name, thumbprint("tls")],
        input=b"",
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert b"podpisane" in done.stdout, done.stderr.decode("utf-8", "replace")


def test_removing_one_leaves_the_other(store: CertificateStore) -> None:
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    store.remove(thumbprint("tls"))
    assert store.find(thumbprint("tls")) is None
    assert not store.works(thumbprint("tls"))
    assert store.works(thumbprint("wss"))
    store.install(p12("tls"), PASSWORD)
    assert store.works(thumbprint("tls"))


def test_a_key_goes_and_its_certificate_stays(store: CertificateStore) -> None:
    store.remove_key(thumbprint("tls"))
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    store.remove_key(thumbprint("tls"))
    left = store.find(thumbprint("tls"))
    assert left is not None
    assert not left.has_key
    assert not store.works(thumbprint("tls"))
    assert store.works(thumbprint("wss"))
    store.install(p12("tls"), PASSWORD)
    assert store.works(thumbprint("tls"))


@pytest.mark.parametrize("older_goes", [True, False])
def test_a_renewed_certificate_with_the_same_subject_is_told_apart(store: CertificateStore, older_goes: bool) -> None:
    old, other = identity("tls"), identity("tls", 1)
    request = read_request(build_request(other.key, old.subject))
    assert request is not None
    renewed = authority().issue(request, "tls", NOW.replace(year=2027))
    store.install(p12("tls"), PASSWORD)
    store.install(write_p12("P1 TLS 2027", other.key, renewed, (), PASSWORD, aes=False), PASSWORD)
    first, second = thumbprint("tls"), sha256_thumbprint(renewed)
    assert store.works(first)
    assert store.works(second)
    gone, stays = (first, second) if older_goes else (second, first)
    store.remove(gone)
    assert store.find(gone) is None
    assert store.works(stays)


def test_aes_files_go_in_too(store: CertificateStore) -> None:
    store.install(p12("wss", aes=True), PASSWORD)
    assert store.works(thumbprint("wss"))


def test_a_retired_certificate_comes_back_with_its_key(store: CertificateStore) -> None:
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    archived = store.archive(thumbprint("tls"))
    store.retire(thumbprint("tls"))
    assert store.find(thumbprint("tls")) is None
    assert store.works(thumbprint("wss"))
    for _ in range(2):
        store.restore(archived)
        assert store.works(thumbprint("tls"))
