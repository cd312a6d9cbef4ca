"""A private key as we take one: of a kind that we know, seen to be whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key

from flows.base.secret import Secret
from flows.crypto import keystore_problems

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    PrivateKey: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey


_MAX_RSA_BITS = 8192  # beyond it one signature takes seconds


@dataclass(frozen=True, slots=True)
class Entry:
    """A private key with its certificates (nearest first) and the password, of those given, that opened it."""

    alias: str
    key: PrivateKey
    chain: tuple[x509.Certificate, ...]
    key_password: Secret


def load_key(plain: bytes, name: str) -> PrivateKey:
    """The key from PKCS#8, seen to be whole.

    cryptography's own validation tests both primes, 30 to 40 ms a key. The keystore's checksum has already shown that
    whoever knows the password wrote these bytes; what is left to rule out is damage, and arithmetic finds that.
    """
    try:
        key = load_der_private_key(plain, None, unsafe_skip_rsa_key_validation=True)
    except UnsupportedAlgorithm as error:
        raise keystore_problems.unsupported_key(name, "jego rodzaju nie znam") from error
    except (ValueError, TypeError) as error:
        raise keystore_problems.damaged(name) from error
    known = supported(key, name)
    if not _is_consistent(known):
        raise keystore_problems.damaged(name)
    return known


def supported(key: object, name: str) -> PrivateKey:
    """The key of the file ``name``. Raises FlowError ``key-unsupported``."""
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size <= _MAX_RSA_BITS:
            return key
        raise keystore_problems.unsupported_key(name, f"RSA o długości {key.key_size} bitów")
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key
    what = "DSA" if isinstance(key, dsa.DSAPrivateKey) else "ani RSA, ani krzywej eliptycznej"
    raise keystore_problems.unsupported_key(name, what)


def _is_consistent(key: PrivateKey) -> bool:
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
