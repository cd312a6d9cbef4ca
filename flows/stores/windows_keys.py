"""A certificate in Windows' hands and the key that belongs to it: read, proved by a signature, put in."""

from __future__ import annotations

import os
import struct
import sys
from ctypes import POINTER, byref, cast, create_string_buffer, string_at
from ctypes import c_void_p as handle
from ctypes.wintypes import BOOL, DWORD
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from flows.ports.store import Signing
from flows.stores import win32_api as api

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)


def der(context: object) -> bytes:
    """The certificate's bytes."""
    content = context.contents  # type: ignore[attr-defined]  # POINTER(CertContext), which ctypes types as Any
    return string_at(content.encoded, content.size)


def property_of(context: object, number: int) -> bytes:
    """A property of it, empty where there is none."""
    size = DWORD()
    if not api.crypt32.CertGetCertificateContextProperty(context, number, None, byref(size)) or not size.value:
        return b""
    data = create_string_buffer(size.value)
    if not api.crypt32.CertGetCertificateContextProperty(context, number, data, byref(size)):
        return b""
    return data.raw


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """Where a certificate says that its key is (CRYPT_KEY_PROV_INFO). ``kind``: the provider's type, 0 for CNG."""

    container: str
    provider: str
    kind: int
    machine: bool
    spec: int

    @property
    def flags(self) -> int:
        """For opening it: never with a window, and where it lies."""
        return api.SILENT | (api.MACHINE_KEYSET if self.machine else 0)

    @property
    def ways(self) -> tuple[tuple[str, int], ...]:
        """The providers that may open it, those that know SHA-256 first.

        Microsoft's older software providers keep keys where the AES one finds them: .NET opens them so, too
        (dotnet/runtime, ``CapiHelper.UpgradeRSA``).
        """
        own = (self.provider, self.kind)
        newer = (api.PROVIDER, api.PROVIDER_TYPE)
        return (newer, own) if self.kind in api.OLDER_TYPES and self.provider.startswith("Microsoft ") else (own,)


def key_info(context: object) -> KeyInfo | None:
    """None for a certificate without a key."""
    size = DWORD()
    if not api.crypt32.CertGetCertificateContextProperty(context, api.KEY_PROV_INFO, None, byref(size)):
        return None
    data = create_string_buffer(size.value)  # the strings lie in it: it has to live until they are read
    if not api.crypt32.CertGetCertificateContextProperty(context, api.KEY_PROV_INFO, data, byref(size)):
        return None
    info = cast(data, POINTER(api.KeyProvInfo)).contents
    spec = info.key_spec if info.key_spec in {1, 2} else 1  # Wine answers 3
    machine = bool(info.flags & api.MACHINE_KEYSET)
    return KeyInfo(str(info.container or ""), str(info.provider or ""), int(info.provider_type), machine, spec)


def signing(context: object, certificate: x509.Certificate) -> Signing:
    """What the key that Windows finds for the certificate signs: random bytes, and the certificate verifies them.

    SHA-1 never counts, though the wizard's old provider knows nothing newer: no program of today would take it.
    """
    public, info, challenge = certificate.public_key(), key_info(context), os.urandom(32)
    if not isinstance(public, RSAPublicKey) or info is None:
        return Signing(sha256=False)
    by_name = info.kind != 0
    signature = _by_name(info, challenge) if by_name else _by_cng(context, challenge, api.ACQUIRE_ALLOW_NCRYPT)
    pss = _by_cng(context, challenge, api.ACQUIRE_ONLY_NCRYPT, pss=True)
    return Signing(
        signature is not None and _verified(public, signature, challenge),
        None if pss is None else _verified(public, pss, challenge, pss=True),
        info.provider,
    )


def _verified(public: RSAPublicKey, signature: bytes, challenge: bytes, *, pss: bool = False) -> bool:
    digest = hashes.SHA256()
    how = padding.PSS(padding.MGF1(digest), digest.digest_size) if pss else padding.PKCS1v15()
    try:
        public.verify(signature, challenge, how, digest)
    except InvalidSignature:
        return False
    return True


def _by_name(info: KeyInfo, challenge: bytes) -> bytes | None:
    """Its container opened by name, with the flag of the computer's where it lies there: Windows need not guess."""
    for name, kind in info.ways:
        provider = handle()
        if not api.advapi32.CryptAcquireContextW(byref(provider), info.container, name, kind, info.flags):
            continue
        try:
            return api.sign_capi(provider, info.spec, challenge)
        except OSError:
            continue
        finally:
            api.advapi32.CryptReleaseContext(provider, 0)
    return None


def _by_cng(context: object, challenge: bytes, how: int, *, pss: bool = False) -> bytes | None:
    """Through CNG, which opens keys of CryptoAPI, too; None where it does not. A key that refuses gives no bytes."""
    key, spec, ours = handle(), DWORD(), BOOL()
    acquire = api.crypt32.CryptAcquireCertificatePrivateKey
    if not acquire(context, api.ACQUIRE_SILENT | how, None, byref(key), byref(spec), byref(ours)):
        return None
    cng = spec.value == api.NCRYPT_KEY
    try:
        return api.sign_cng(key, challenge, pss=pss) if cng else None
    except OSError:
        return b""
    finally:
        if ours.value and cng:
            api.ncrypt().NCryptFreeObject(key)
        elif ours.value:
            api.advapi32.CryptReleaseContext(key, 0)


def key_blob(key: RSAPrivateKey) -> bytes:
    """PRIVATEKEYBLOB: header, RSAPUBKEY, then the numbers little-endian (Microsoft, „RSA/Schannel Key BLOBs”)."""
    numbers, half = key.private_numbers(), key.key_size // 16
    public = numbers.public_numbers
    header = struct.pack("<BBHI4sII", 7, 2, 0, api.CALG_RSA_KEYX, b"RSA2", key.key_size, public.e)
    parts = [(public.n, 2 * half), (numbers.p, half), (numbers.q, half), (numbers.dmp1, half), (numbers.dmq1, half)]
    parts += [(numbers.iqmp, half), (numbers.d, 2 * half)]
    return header + b"".join(number.to_bytes(size, "little") for number, size in parts)


def put_in(container: str, key: RSAPrivateKey, *, machine: bool) -> None:
    """A key container of that name, with this key in it; again is harmless. Not exportable. Raises OSError.

    One that was made here does not stay behind empty.
    """
    provider, imported, blob = handle(), handle(), key_blob(key)
    info = KeyInfo(container, api.PROVIDER, api.PROVIDER_TYPE, machine, 1)
    acquire = (byref(provider), container, api.PROVIDER, api.PROVIDER_TYPE)
    made = api.advapi32.CryptAcquireContextW(*acquire, info.flags | api.NEWKEYSET)
    if not made and not (
        api.last_error() == api.NTE_EXISTS and api.advapi32.CryptAcquireContextW(*acquire, info.flags)
    ):
        raise OSError(api.last_error())
    try:
        if not api.advapi32.CryptImportKey(provider, blob, len(blob), None, 0, byref(imported)):
            failed = api.last_error()
            if made:
                delete(info)
            raise OSError(failed)
        api.advapi32.CryptDestroyKey(imported)
    finally:
        api.advapi32.CryptReleaseContext(provider, 0)


def delete(info: KeyInfo) -> None:
    """The container with its key; gone already: just as well."""
    provider = handle()
    flags = api.DELETEKEYSET | info.flags
    api.advapi32.CryptAcquireContextW(byref(provider), info.container, info.provider, info.kind, flags)
