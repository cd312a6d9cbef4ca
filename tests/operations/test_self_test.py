"""The trial of keys and files that „diagnoza” makes."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from support.authority import identity

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto import requests
from flows.crypto import self_test as trial
from flows.crypto.jks_writer import write_jks
from flows.crypto.self_test import self_test

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PARTS = ["biblioteka kryptograficzna", "klucz RSA", "plik CSR", "plik .jks", "plik .p12", "podpis"]


def test_it_goes_through_everything() -> None:
    parts: list[str] = []
    self_test(NOW, parts.append)
    assert parts == PARTS


def _signed_wrongly(pem: bytes) -> bytes:
    data = x509.load_pem_x509_csr(pem).public_bytes(Encoding.DER)
    return data[:-1] + bytes([data[-1] ^ 1])


def _without(data: bytes) -> bytes:
    return data[:-30]


def test_what_does_not_work_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part broken in turn: a request cut short, keystores that lose bytes, a key that is another one."""
    written, asked = write_jks, requests.build_request
    for module, name, part, broken in [
        (trial, "build_request", "plik CSR", lambda *_: b"nic"),
        (trial, "build_request", "plik CSR", lambda *_: identity("tls").csr_pem),
        (trial, "build_request", "plik CSR", lambda *given: _signed_wrongly(asked(*given))),
        (trial, "_WRITE_JKS", "plik .jks", lambda *given: _without(written(*given))),
        (trial, "write_p12", "plik .p12", lambda *_, **__: b"nic"),
        (trial, "verify_key", "podpis", _fails),
    ]:
        parts: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(module, name, broken)
            with pytest.raises((FlowError, ValueError)):
                self_test(NOW, parts.append)
        assert parts[-1] == part


def _fails(*_: object) -> None:
    raise ValueError


def test_its_password_is_new_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Secret] = []
    written = write_jks
    monkeypatch.setattr(trial, "_WRITE_JKS", lambda *given: (seen.append(given[-1]), written(*given))[1])
    for _ in range(2):
        self_test(NOW, lambda _: None)
    assert seen[0] != seen[1]
