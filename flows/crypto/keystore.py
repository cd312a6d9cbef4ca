"""Keystores: JKS, and PKCS#12 under whatever name. Written for the new pair, opened with every password on offer."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto import jks_format, keystore_problems
from flows.crypto.certificates import (
    BadCertificateError,
    DsaCertificateError,
    chain_for,
    choose_leaf,
    load_certificate,
    public_key_sha256,
)
from flows.crypto.pkcs12 import KeyBag, Layout, check_iterations
from flows.crypto.store_kinds import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates

    PrivateKey: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey

_TYPED_BYTE_AS_CHAR = ("utf-8", "cp1250", "cp852")
_MAX_ROUNDS_BY_HAND = 700_000
_MAX_RSA_BITS = 8192  # beyond it one signature takes seconds


@dataclass(frozen=True, slots=True)
class Entry:
    """A private key with its certificates (nearest first) and the password, of those given, that opened it."""

    alias: str
    key: PrivateKey
    chain: tuple[x509.Certificate, ...]
    key_password: Secret


def write_jks(alias: str, key: PrivateKey, chain: Sequence[x509.Certificate], password: Secret) -> bytes:
    """A JKS with one key entry; store and key have the same password, as keytool makes it."""
    import jks
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    certificates = [each.public_bytes(Encoding.DER) for each in chain]
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    entry = jks.PrivateKeyEntry.new(alias.lower(), certificates, plain)
    data: bytes = jks.KeyStore.new("jks", [entry]).saves(password.reveal())
    return data


def public_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates beside the keys that a JKS shows to anyone; () for any other keystore.

    Raises:
        FlowError: keystore-damaged, keystore-unsupported, key-unsupported, certificate-damaged.
    """
    try:
        return tuple(load_certificate(each) for entry in key_entries(data) for each in entry.certificates)
    except DsaCertificateError as error:
        raise keystore_problems.unsupported_key("", "DSA") from error


def key_entries(data: bytes) -> tuple[jks_format.RawEntry, ...]:
    """The key entries of a JKS, still sealed; () for any other keystore. Raises FlowError as above."""
    if kind_of(data) != "jks":
        return ()
    return tuple(entry for entry in _parse_jks(data, "").entries if entry.protected is not None)


def open_keystore(data: bytes, passwords: Sequence[Secret], *, name: str) -> tuple[Entry, ...]:
    """Open a keystore with whichever of the passwords fits, and each key in it with whichever fits that.

    A Polish password typed at keytool's prompt was stored byte by byte in the console's code page: those readings are
    tried too. ``name`` is the file's name for messages.

    Raises:
        FlowError: wrong-password, key-password-needed, keystore-damaged, keystore-unsupported, keystore-unprotected,
            keystore-empty, p12-hostile.
    """
    kind = kind_of(data)
    if kind == "jks":
        entries = _open_jks(data, passwords, name)
    elif kind == "pkcs12":
        entries = _open_pkcs12(bare(data), passwords, name)
    else:
        raise keystore_problems.unsupported(name, kind)
    if not entries:
        raise keystore_problems.empty(name)
    return entries


def _readings(passwords: Sequence[Secret]) -> Iterator[tuple[str, Secret]]:
    """Each password as it is, then as consoles once mangled it, with the password that it stands for."""
    seen: set[str] = set()
    plain = [(secret.reveal(), secret) for secret in passwords]
    mangled = [(_mangled(text, codec), secret) for text, secret in plain for codec in _TYPED_BYTE_AS_CHAR]
    for text, secret in plain + mangled:
        if text is not None and text not in seen:
            seen.add(text)
            yield text, secret


def _mangled(text: str, codec: str) -> str | None:
    try:
        return text.encode(codec).decode("latin-1")
    except UnicodeEncodeError:
        return None


def _parse_jks(data: bytes, name: str) -> jks_format.Store:
    try:
        return jks_format.parse(data)
    except jks_format.UnsupportedJksError as error:
        raise keystore_problems.unsupported(name, "jks") from error
    except jks_format.JksError as error:
        raise keystore_problems.damaged(name) from error


def _open_jks(data: bytes, passwords: Sequence[Secret], name: str) -> tuple[Entry, ...]:
    store = _parse_jks(data, name)
    readings = tuple(_readings(passwords))
    opened = [_open_entry(raw, readings, name) for raw in store.entries if raw.protected is not None]
    if not any(store.opens_with(text) for text, _ in readings):
        # A password that opens a key is right; the store's checksum fails then because something else was changed.
        raise keystore_problems.damaged(name) if any(opened) else keystore_problems.wrong_password(name)
    for raw, entry in zip((raw for raw in store.entries if raw.protected is not None), opened, strict=True):
        if entry is None:
            raise keystore_problems.key_password_needed(name, raw.alias)
    return tuple(entry for entry in opened if entry is not None)


def _open_entry(raw: jks_format.RawEntry, readings: Sequence[tuple[str, Secret]], name: str) -> Entry | None:
    try:
        for text, secret in readings:
            plain = jks_format.unprotect(raw.protected or b"", text)
            if plain is not None:
                key = _load_key(plain, name)  # first: a certificate of another sort of key may be unreadable
                chain = tuple(load_certificate(each) for each in raw.certificates)
                if not chain or public_key_sha256(chain[0]) != public_key_sha256(key):
                    raise keystore_problems.damaged(name)
                return Entry(raw.alias, key, chain, secret)
    except jks_format.UnsupportedJksError as error:
        raise keystore_problems.unsupported(name, "jks") from error
    except jks_format.JksError as error:
        raise keystore_problems.damaged(name) from error
    except BadCertificateError as error:
        raise keystore_problems.damaged(name) from error
    return None


def _load_key(plain: bytes, name: str) -> PrivateKey:
    """The key from PKCS#8, seen to be whole.

    cryptography's own validation tests both primes, 30 to 40 ms a key. The keystore's checksum has already shown that
    whoever knows the password wrote these bytes; what is left to rule out is damage, and arithmetic finds that.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        key = load_der_private_key(plain, None, unsafe_skip_rsa_key_validation=True)
    except UnsupportedAlgorithm as error:
        raise keystore_problems.unsupported_key(name, "jego rodzaju nie znam") from error
    except (ValueError, TypeError) as error:
        raise keystore_problems.damaged(name) from error
    supported = _supported(key, name)
    if not _is_consistent(supported):
        raise keystore_problems.damaged(name)
    return supported


def _supported(key: object, name: str) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size <= _MAX_RSA_BITS:
            return key
        raise keystore_problems.unsupported_key(name, f"RSA o długości {key.key_size} bitów")
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key
    what = "DSA" if isinstance(key, dsa.DSAPrivateKey) else "ani RSA, ani krzywej eliptycznej"
    raise keystore_problems.unsupported_key(name, what)


def _is_consistent(key: PrivateKey) -> bool:
    from cryptography.hazmat.primitives.asymmetric import rsa

    if not isinstance(key, rsa.RSAPrivateKey):
        return True  # a curve's point is validated on loading
    numbers = key.private_numbers()
    p, q, exponents = numbers.p, numbers.q, numbers.d * numbers.public_numbers.e
    return (
        p > 1
        and q > 1
        and p * q == numbers.public_numbers.n
        and exponents % (p - 1) == 1
        and exponents % (q - 1) == 1
        and (numbers.dmp1, numbers.dmq1) == (numbers.d % (p - 1), numbers.d % (q - 1))
        and numbers.iqmp * q % p == 1
    )


def _open_pkcs12(data: bytes, passwords: Sequence[Secret], name: str) -> tuple[Entry, ...]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key, pkcs12
    from cryptography.x509 import InvalidVersion

    layout = check_iterations(data)
    if layout.mac_iterations is None:  # any password would "open" it, and nobody could tell who changed it
        raise keystore_problems.without_mac(name)
    bags = layout.key_bags
    for text, secret in _readings(passwords):
        if "\0" in text:  # no password of a PKCS#12 that this library can try: it would end in a panic that prints it
            continue
        try:
            encoded = text.encode()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # NSS writes BER, of which cryptography warns
                store = pkcs12.load_pkcs12(data, encoded)
                # It gives the first key only; keytool keeps TLS and WSS in one store without a word.
                more = [load_der_private_key(bag.encrypted, encoded) for bag in bags] if len(bags) > 1 else [store.key]
        except UnsupportedAlgorithm as error:
            raise keystore_problems.unsupported(name, "pkcs12") from error
        except InvalidVersion as error:  # the password was right; this one is no ValueError
            raise keystore_problems.damaged(name) from error
        except (ValueError, TypeError):  # another password, or damage; TypeError: a password that is not Unicode
            continue
        names = [bag.name for bag in bags] if len(bags) > 1 else [_name_of(store, bags)]
        keys = [_supported(key, name) for key in more if key is not None]
        pool = _certificates(store, name)
        return tuple(Entry(alias, key, _chain(key, pool), secret) for alias, key in zip(names, keys, strict=False))
    entries = _open_by_hand(data, layout, passwords, name)
    if entries is None:
        raise keystore_problems.wrong_password(name)
    return entries


def _open_by_hand(data: bytes, layout: Layout, passwords: Sequence[Secret], name: str) -> tuple[Entry, ...] | None:
    """What the library called a wrong password although the MAC fits; None where it fits none of the passwords.

    Its MAC is derived in Python, 0.4 s for the 600,000 rounds of NSS: of a password only its plain reading is tried.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    from flows.crypto import pkcs12_by_hand

    if (layout.mac_iterations or 0) > _MAX_ROUNDS_BY_HAND:
        return None
    for secret in passwords:
        text = secret.reveal()
        try:
            if not pkcs12_by_hand.mac_fits(data, text):
                continue
        except (ValueError, IndexError):  # a scheme that we do not know, or no sense in it
            return None
        try:
            keys = [_supported(load_der_private_key(bag.encrypted, text.encode()), name) for bag in layout.key_bags]
            pool = [load_certificate(each) for each in pkcs12_by_hand.certificates(data, text)]
        except pkcs12_by_hand.UnknownSchemeError as error:
            raise keystore_problems.unsupported(name, "pkcs12") from error
        except (ValueError, TypeError, IndexError, UnsupportedAlgorithm, BadCertificateError) as error:
            raise keystore_problems.damaged(name) from error
        names = [bag.name for bag in layout.key_bags]
        return tuple(Entry(alias, key, _chain(key, pool), secret) for alias, key in zip(names, keys, strict=True))
    return None


def _name_of(store: PKCS12KeyAndCertificates, bags: Sequence[KeyBag]) -> str:
    named = store.cert.friendly_name if store.cert else None
    return bags[0].name if bags else (named or b"").decode("utf-8", "replace")


def _certificates(store: PKCS12KeyAndCertificates, name: str) -> list[x509.Certificate]:
    """All in the file, read to the last field: the library looks at no more of them than their outline."""
    from cryptography.hazmat.primitives.serialization import Encoding

    found = [each.certificate for each in (store.cert, *store.additional_certs) if each is not None]
    try:
        return [load_certificate(each.public_bytes(Encoding.DER)) for each in found]
    except FlowError as error:
        raise keystore_problems.damaged(name) from error


def _chain(key: PrivateKey, pool: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    leaf = choose_leaf(pool, public_key_sha256(key))
    return (leaf, *chain_for(leaf, pool)) if leaf else ()
