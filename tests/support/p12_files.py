"""PKCS#12 files for certificate stores."""

from __future__ import annotations

from support.authority import PASSWORD, authority, identity

from flows.operations.certificates import sha256_thumbprint
from flows.operations.names import Purpose
from flows.operations.pkcs12 import write_p12
from flows.secret import Secret


def p12(purpose: Purpose, number: int = 0, password: Secret = PASSWORD, *, aes: bool = False) -> bytes:
    me = identity(purpose, number)
    return write_p12(f"P1 {purpose.upper()} 2026", me.key, me.certificate, authority().chain, password, aes=aes)


def thumbprint(purpose: Purpose, number: int = 0) -> str:
    return sha256_thumbprint(identity(purpose, number).certificate)
