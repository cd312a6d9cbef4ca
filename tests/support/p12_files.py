"""PKCS#12 files for certificate stores."""

from __future__ import annotations

from pathlib import Path

import tools
from support.authority import PASSWORD, authority, identity

from flows.base.secret import Secret
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.pkcs12 import write_p12
from flows.folder.names import Purpose


def p12(purpose: Purpose, number: int = 0, password: Secret = PASSWORD, *, aes: bool = False) -> bytes:
    me = identity(purpose, number)
    return write_p12(f"P1 {purpose.upper()} 2026", me.key, me.certificate, authority().chain, password, aes=aes)


def thumbprint(purpose: Purpose, number: int = 0) -> str:
    return sha256_thumbprint(identity(purpose, number).certificate)


def by_keytool(tmp_path: Path) -> bytes:
    path = tmp_path / "k.p12"
    word = ("-storetype", "PKCS12", "-keystore", path, "-storepass:file", tmp_path / "word")
    (tmp_path / "word").write_text(PASSWORD.reveal())
    subject = ("-dname", "CN=Apteka WSS keytool,C=PL", "-startdate", "2026/01/01", "-validity", "3650")
    tools.run("keytool", "-genkeypair", "-alias", "wss", "-keyalg", "RSA", "-keysize", "2048", *subject, *word)
    return path.read_bytes()
