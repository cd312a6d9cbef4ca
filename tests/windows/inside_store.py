"""On Windows: what its store and its old providers do, and what we make of it."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_void_p, cast, create_string_buffer
from ctypes.wintypes import BYTE, DWORD, LPCWSTR
from pathlib import Path
from typing import Any

import pytest
from support.authority import PASSWORD
from support.p12_files import p12, thumbprint
from support.running import HERE, do
from support.undoing import undo_last

from flows.base.errors import FlowError
from flows.folder.names import PURPOSES
from flows.stores import win32_api as api
from flows.stores.choose import open_store
from flows.stores.windows import WindowsStore
from flows.windows.install_certificates import InstallCertificates

_EXPORTABLE_TO_USER = 0x1000  # CRYPT_USER_KEYSET
_NOT_SUPPORTED, _NTE_PERM = 50, 0x80090010


@pytest.fixture
def store() -> Any:
    made = WindowsStore()
    yield made
    for each in made.list():
        made.remove(each.sha256)


def by_the_wizard(data: bytes) -> None:
    """As a double click does: PFXImportCertStore, and the key stays in the provider of type 1."""
    word = PASSWORD.reveal()
    blob = api.Blob(len(data), cast(create_string_buffer(data, len(data)), POINTER(BYTE)))
    api.crypt32.PFXImportCertStore.restype = c_void_p
    api.crypt32.PFXImportCertStore.argtypes = [c_void_p, LPCWSTR, DWORD]
    opened = c_void_p(api.crypt32.PFXImportCertStore(byref(blob), word, _EXPORTABLE_TO_USER))
    mine = api.crypt32.CertOpenStore(api.PROV_SYSTEM, 0, None, api.CURRENT_USER, "MY")
    context = None
    while context := api.crypt32.CertEnumCertificatesInStore(opened, context):
        assert api.crypt32.CertAddCertificateContextToStore(mine, context, api.ADD_REPLACE_EXISTING, None)
    api.crypt32.CertControlStore(mine, 0, api.COMMIT, None)
    api.crypt32.CertCloseStore(mine, 0)


def refusing(monkeypatch: pytest.MonkeyPatch, library: Any, name: str, code: int, when: Any = lambda *_: True) -> None:
    """The function answers no with this code, where ``when`` of its arguments says so."""
    real = getattr(library, name)

    def refuse(*arguments: Any) -> Any:
        if not when(*arguments):
            return real(*arguments)
        ctypes.set_last_error(ctypes.c_int32(code).value)
        return 0

    monkeypatch.setattr(library, name, refuse)


def test_the_wizards_key_signs_sha256_opened_anew(store: WindowsStore) -> None:
    """Its own provider knows SHA-1 only: what it signs is no proof, and .NET opens the key by the newer one, too."""
    by_the_wizard(p12("tls"))
    signing = store.signs(thumbprint("tls"))
    assert signing.sha256
    assert signing.holder == "Microsoft Enhanced Cryptographic Provider v1.0"


def test_a_key_that_signs_sha1_only_does_not_work(store: WindowsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    by_the_wizard(p12("tls"))
    newer = lambda _provider, _container, _name, kind, _flags: kind == api.PROVIDER_TYPE  # noqa: E731
    refusing(monkeypatch, api.advapi32, "CryptAcquireContextW", _NTE_PERM, newer)
    assert not store.works(thumbprint("tls"))
    assert store.find(thumbprint("tls")) is not None


def test_what_could_not_be_tried_is_not_called_bad(store: WindowsStore) -> None:
    """Wine opens no key through CNG; Windows does."""
    store.install(p12("tls"), PASSWORD)
    assert store.signs(thumbprint("tls")).pss in {None, True}
    assert store.signs("0" * 64).holder == ""


def test_a_store_that_cannot_be_told_to_write(store: WindowsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, api.crypt32, "CertControlStore", _NOT_SUPPORTED)
    store.install(p12("tls"), PASSWORD)
    assert store.works(thumbprint("tls"))
    refusing(monkeypatch, api.crypt32, "CertControlStore", 5)
    with pytest.raises(FlowError, match="store-not-writable"):
        store.install(p12("wss"), PASSWORD)


def test_a_key_that_is_refused_leaves_no_empty_container(store: WindowsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        refusing(patch, api.advapi32, "CryptImportKey", 0x80090024)
        with pytest.raises(FlowError) as caught:
            store.install(p12("tls"), PASSWORD)
    assert "profilem tymczasowym" in caught.value.problem.what
    assert "0x80090024" in caught.value.problem.what
    assert store.find(thumbprint("tls")) is None
    store.install(p12("tls"), PASSWORD)
    assert store.works(thumbprint("tls"))


@pytest.mark.parametrize("how", ["option", "name"])
def test_the_computers_own_store_from_plan_to_undo(tmp_path: Path, how: str) -> None:
    for purpose in PURPOSES:
        (tmp_path / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    machine = open_store("windows-maszyna")
    before = {each.sha256 for each in machine.issuers()}
    answers = {"folder": tmp_path, "haslo": PASSWORD, "magazyn": "windows-maszyna" if how == "name" else "auto"}
    result = do(InstallCertificates(), {**answers, "maszyna": how == "option"})
    assert all(each["key_works"] for each in result.facts["installed"])
    assert "Zarządzaj kluczami prywatnymi" in " ".join(result.lines)
    undo_last(tmp_path, HERE)
    assert machine.list() == ()
    assert {each.sha256 for each in machine.issuers()} == before
    for purpose in PURPOSES:  # nor did a key stay: the container's name is free again
        machine.install(p12(purpose), PASSWORD)
        machine.remove(thumbprint(purpose))
