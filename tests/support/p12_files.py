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
    """The WSS key and the office's certificate for it, written anew by keytool."""
    ours, path, word = tmp_path / "ours.p12", tmp_path / "k.p12", tmp_path / "word"
    ours.write_bytes(p12("wss"))
    word.write_text(PASSWORD.reveal())
    source = ("-srckeystore", ours, "-srcstorepass:file", word)
    target = ("-destkeystore", path, "-deststoretype", "PKCS12", "-deststorepass:file", word)
    tools.run("keytool", "-importkeystore", *source, *target, "-noprompt")
    return path.read_bytes()
