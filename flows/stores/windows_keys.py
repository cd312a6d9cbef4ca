"""A certificate in Windows' hands and the key that belongs to it: read, proved by a signature, handed over."""

from __future__ import annotations

import os
import sys
from ctypes import POINTER, byref, cast, create_string_buffer, string_at
from ctypes import c_void_p as handle
from ctypes.wintypes import BOOL, DWORD
from typing import TYPE_CHECKING

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


def key_info(context: object) -> tuple[str, str, int] | None:
    """Container, provider and its type; None for a certificate without a key."""
    size = DWORD()
    if not api.crypt32.CertGetCertificateContextProperty(context, api.KEY_PROV_INFO, None, byref(size)):
        return None
    data = create_string_buffer(size.value)  # the strings lie in it: it has to live until they are read
    if not api.crypt32.CertGetCertificateContextProperty(context, api.KEY_PROV_INFO, data, byref(size)):
        return None
    info = cast(data, POINTER(api.KeyProvInfo)).contents
    return str(info.container or ""), str(info.provider or ""), int(info.provider_type)


def proves(context: object, certificate: x509.Certificate) -> bool:
    """Whether the key that Windows finds for it signs random bytes so that the certificate verifies them."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    public, challenge = certificate.public_key(), os.urandom(32)
    if not isinstance(public, RSAPublicKey):
        return False
    key, spec, ours = handle(), DWORD(), BOOL()
    flags = api.ACQUIRE_SILENT | api.ACQUIRE_ALLOW_NCRYPT
    if not api.crypt32.CryptAcquireCertificatePrivateKey(context, flags, None, byref(key), byref(spec), byref(ours)):
        return False
    cng = spec.value == api.NCRYPT_KEY
    try:
        if cng:
            signature, algorithm = api.sign_cng(key, challenge), "sha256"
        else:
            signature, algorithm = api.sign_capi(key, spec.value, challenge)
        # SHA-1 where the wizard's old provider knows nothing newer: the challenge is random, no collision would help.
        used = hashes.SHA256() if algorithm == "sha256" else hashes.SHA1()  # noqa: S303
        public.verify(signature, challenge, padding.PKCS1v15(), used)
    except (InvalidSignature, OSError):
        return False
    finally:
        if ours.value and cng:
            api.ncrypt().NCryptFreeObject(key)
        elif ours.value:
            api.advapi32.CryptReleaseContext(key, 0)
    return True


def key_blob(key: RSAPrivateKey) -> bytes:
    """PRIVATEKEYBLOB: header, RSAPUBKEY, then the numbers little-endian (Microsoft, „RSA/Schannel Key BLOBs”)."""
    import struct

    numbers, half = key.private_numbers(), key.key_size // 16
    public = numbers.public_numbers
    header = struct.pack("<BBHI4sII", 7, 2, 0, api.CALG_RSA_KEYX, b"RSA2", key.key_size, public.e)
    parts = [(public.n, 2 * half), (numbers.p, half), (numbers.q, half), (numbers.dmp1, half), (numbers.dmq1, half)]
    parts += [(numbers.iqmp, half), (numbers.d, 2 * half)]
    return header + b"".join(number.to_bytes(size, "little") for number, size in parts)
