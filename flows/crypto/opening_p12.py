"""A PKCS#12 opened with whichever password fits."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key, pkcs12
from cryptography.x509 import InvalidVersion

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.crypto import keystore_problems, pkcs12_by_hand
from flows.crypto.certificates import (
    BadCertificateError,
    chain_for,
    choose_leaf,
    load_certificate,
    public_key_sha256,
)
from flows.crypto.p12_layout import KeyBag, Layout, check_iterations
from flows.crypto.private_keys import Entry, supported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates

    from flows.crypto.private_keys import PrivateKey


_MAX_ROUNDS_BY_HAND = 700_000


def open_pkcs12(data: bytes, readings: Sequence[tuple[str, Secret]], name: str) -> tuple[Entry, ...]:
    """Its keys, () for one without any. ``readings``: what to try, with the password that each stands for.

    Raises:
        FlowError: wrong-password, keystore-damaged, keystore-unsupported, keystore-unprotected, key-unsupported,
            p12-hostile.
    """
    layout = check_iterations(data)
    if layout.mac_iterations is None:  # any password would "open" it, and nobody could tell who changed it
        raise keystore_problems.without_mac(name)
    bags = layout.key_bags
    for text, secret in readings:
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
        keys = [supported(key, name) for key in more if key is not None]
        pool = _certificates(store, name)
        return tuple(Entry(alias, key, _chain(key, pool), secret) for alias, key in zip(names, keys, strict=False))
    plain = [secret for text, secret in readings if text == secret.reveal()]
    entries = _open_by_hand(data, layout, plain, name)
    if entries is None:
        raise keystore_problems.wrong_password(name, plain)
    return entries


def _open_by_hand(data: bytes, layout: Layout, passwords: Sequence[Secret], name: str) -> tuple[Entry, ...] | None:
    """What the library called a wrong password although the MAC fits; None where it fits none of the passwords.

    Its MAC is derived in Python, 0.4 s for the 600,000 rounds of NSS: of a password only its plain reading is tried.
    """
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
            keys = [supported(load_der_private_key(bag.encrypted, text.encode()), name) for bag in layout.key_bags]
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
    found = [each.certificate for each in (store.cert, *store.additional_certs) if each is not None]
    try:
        return [load_certificate(each.public_bytes(Encoding.DER)) for each in found]
    except FlowError as error:
        raise keystore_problems.damaged(name) from error


def _chain(key: PrivateKey, pool: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    leaf = choose_leaf(pool, public_key_sha256(key))
    return (leaf, *chain_for(leaf, pool)) if leaf else ()
