"""What is inside a file beyond its kind: keys, certificates, what is odd about them; with a password where it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem, WrongPasswordError
from flows.base.polish import plural
from flows.base.secret import Secret
from flows.crypto import pkcs12_by_hand
from flows.crypto.certificates import is_authority, is_self_signed, load_certificate, public_key_sha256
from flows.crypto.keystore import key_entries, open_keystore
from flows.crypto.keystore_problems import EmptyStoreError, KeyPasswordNeededError, UnprotectedError
from flows.crypto.p12_layout import check_iterations
from flows.crypto.store_kinds import bare, kind_of
from flows.crypto.strength import other_sort, short_rsa
from flows.folder.issued import is_finished
from flows.folder.p12_warnings import warnings_of
from flows.folder.recognise import holds_key, holds_open_key

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

    from flows.folder.recognise import Contents

_NO_PASSWORD = Secret("")
_UNLOCKED = "Plik nie ma hasła: kto go ma, może użyć klucza."


@dataclass(frozen=True, slots=True)
class Inside:
    """``certificates``: issued ones, of each key. The rest as in ``Facts``."""

    certificates: tuple[x509.Certificate, ...] = ()
    keys: int | None = None
    key_sha256s: frozenset[str] = frozenset()
    has_certificate: bool = True
    in_pem: bool = False
    opened: bool | None = None
    unlocked: bool = False
    warnings: tuple[str, ...] = ()
    problem: Problem | None = None


def look_inside(contents: Contents, data: bytes, passwords: Sequence[Secret]) -> Inside:
    """Never raises for what the file holds: then there is a ``problem``."""
    if contents.kind in {"jks", "pkcs12"} and contents.problem is None:
        return _store(contents, data, passwords)
    if contents.kind == "request" and contents.request is not None:
        return Inside(warnings=_weak([contents.request.public_key()]))
    if contents.kind != "certificate":
        return Inside(keys=1 if contents.kind == "private-key" else None)
    leaf = contents.certificates[:1]
    warnings = (*_weak([each.public_key() for each in leaf]), *_placeholder(leaf))
    if holds_open_key(data):
        warnings = (*warnings, "W pliku leży też klucz prywatny, bez hasła: nikomu nie wysyłać.")
    return Inside(leaf, 1 if holds_key(data) else None, warnings=warnings)


def _store(contents: Contents, data: bytes, passwords: Sequence[Secret]) -> Inside:
    name = contents.path.name
    if contents.kind == "jks":
        keys = len(key_entries(data))
        closed = Inside(keys=keys, warnings=_weak([each.public_key() for each in contents.certificates[:1]]))
    else:
        closed = Inside(in_pem=not data.startswith(b"\x30"))
        try:
            layout = check_iterations(bare(data))
            if keys := len(layout.key_bags) or int(layout.open_key):
                closed = replace(closed, keys=keys, warnings=warnings_of(name, data))
            closed = replace(closed, has_certificate=layout.may_hold_certificates)
        except FlowError as error:
            return replace(closed, problem=error.problem)
    if not passwords and contents.kind == "jks":
        return closed
    return _opened(closed, name, data, passwords)


def _opened(closed: Inside, name: str, data: bytes, passwords: Sequence[Secret]) -> Inside:
    """With the passwords given, then with none: many a program makes files without."""
    refused: FlowError | None = None
    for password in (*passwords, _NO_PASSWORD):
        try:
            inside = _with_password(closed, name, data, password)
        except (WrongPasswordError, KeyPasswordNeededError) as error:
            refused = refused or error
            continue
        except FlowError as error:
            refused = error
            break
        if password == _NO_PASSWORD:
            unlocked = (*inside.warnings, _UNLOCKED) if inside.keys else inside.warnings
            return replace(inside, unlocked=True, warnings=unlocked)
        return inside
    if not passwords and isinstance(refused, WrongPasswordError | UnprotectedError):
        return closed  # it has one, and nobody was asked for it; that it has no checksum is told as a warning
    return replace(closed, opened=False if passwords else None, problem=None if refused is None else refused.problem)


def _with_password(closed: Inside, name: str, data: bytes, password: Secret) -> Inside:
    try:
        entries = open_keystore(data, [password], name=name)
    except EmptyStoreError:
        return replace(closed, certificates=_alone(data, password), keys=0, opened=True, warnings=())
    # A JKS from step 1 holds only a placeholder, which says nothing.
    own = [entry.chain[0] for entry in entries if entry.chain]
    leaves = tuple(each for each in own if not is_self_signed(each))
    odd = (
        *_weak([entry.key.public_key() for entry in entries]),
        *(_placeholder(own) if is_finished(Path(name)) else ()),
    )
    warnings = dict.fromkeys((*closed.warnings, *odd))
    return replace(
        closed,
        certificates=leaves,
        keys=len(entries),
        key_sha256s=frozenset(public_key_sha256(entry.key) for entry in entries),
        has_certificate=any(entry.chain for entry in entries),
        opened=True,
        warnings=tuple(warnings),
    )


def _alone(data: bytes, password: Secret) -> tuple[x509.Certificate, ...]:
    """The certificates of a PKCS#12 without keys, as far as they can be read."""
    if kind_of(data) != "pkcs12":
        return ()
    try:
        return tuple(load_certificate(each) for each in pkcs12_by_hand.certificates(bare(data), password.reveal()))
    except (FlowError, ValueError, IndexError):
        return ()


def _placeholder(leaves: Sequence[x509.Certificate]) -> tuple[str, ...]:
    """Of an authority's own nothing is said."""
    if not any(is_self_signed(each) and not is_authority(each) for each in leaves):
        return ()
    return ("Certyfikat jest podpisany własnym kluczem: to tymczasowy z magazynu kluczy, a nie odpowiedź urzędu.",)


def _weak(keys: Sequence[PublicKeyTypes]) -> tuple[str, ...]:
    said = []
    for key in keys:
        bits, other = short_rsa(key), other_sort(key)
        if bits is not None:
            said.append(
                f"Klucz RSA ma {plural(bits, 'bit', 'bity', 'bitów')}, a ZSMOPL wymaga co najmniej 2048 i może go nie "
                "przyjąć."
            )
        if other is not None:
            said.append(f"Klucz jest {other}: to nie jest plik do certyfikatów P1, te mają klucz RSA.")
    return tuple(said)
