"""The functions and numbers of crypt32, advapi32 and ncrypt that ``windows.py`` uses, with their types (wincrypt.h)."""

from __future__ import annotations

import ctypes
import hashlib
import sys
from ctypes import POINTER, Structure, byref, c_char_p, c_void_p
from ctypes.wintypes import BOOL, BYTE, DWORD, LPCWSTR, LPWSTR
from typing import Any

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

X509 = 0x1
PROV_SYSTEM = c_void_p(10)
CURRENT_USER, LOCAL_MACHINE, READONLY = 0x10000, 0x20000, 0x8000
KEY_PROV_INFO, FRIENDLY_NAME = 2, 11
CERTIFICATE_ELEMENT = 2  # CERT_STORE_CERTIFICATE_CONTEXT_FLAG: 1 << CERT_STORE_CERTIFICATE_CONTEXT
ADD_USE_EXISTING, ADD_REPLACE_EXISTING = 2, 3
COMMIT = 3
ACQUIRE_SILENT, ACQUIRE_ALLOW_NCRYPT, ACQUIRE_ONLY_NCRYPT = 0x40, 0x10000, 0x40000
NCRYPT_KEY = 0xFFFFFFFF
PROVIDER, PROVIDER_TYPE = "Microsoft Enhanced RSA and AES Cryptographic Provider", 24
OLDER_TYPES = {1, 12}
"""PROV_RSA_FULL, where the wizard puts keys, and PROV_RSA_SCHANNEL: neither knows SHA-256."""
NEWKEYSET, DELETEKEYSET, MACHINE_KEYSET, SILENT = 0x8, 0x10, 0x20, 0x40
CALG_RSA_KEYX, CALG_SHA256 = 0xA400, 0x800C
NTE_EXISTS = 0x8009000F
_PKCS1, _PSS = 2, 8  # BCRYPT_PAD_PKCS1, BCRYPT_PAD_PSS
_NCRYPT_SILENT = 0x40
_SALT = 32  # bytes: as long as the digest, which TLS 1.3 asks for


class Blob(Structure):
    """CRYPTOAPI_BLOB."""

    _fields_ = [("size", DWORD), ("data", POINTER(BYTE))]


class CertContext(Structure):
    """CERT_CONTEXT."""

    _fields_ = [("encoding", DWORD), ("encoded", c_void_p), ("size", DWORD), ("info", c_void_p), ("store", c_void_p)]


class KeyProvInfo(Structure):
    """CRYPT_KEY_PROV_INFO."""

    _fields_ = [
        ("container", LPWSTR),
        ("provider", LPWSTR),
        ("provider_type", DWORD),
        ("flags", DWORD),
        ("parameters", DWORD),
        ("parameter", c_void_p),
        ("key_spec", DWORD),
    ]


class _PaddingInfo(Structure):
    """BCRYPT_PKCS1_PADDING_INFO."""

    _fields_ = [("algorithm", LPCWSTR)]


class _PssPaddingInfo(Structure):
    """BCRYPT_PSS_PADDING_INFO."""

    _fields_ = [("algorithm", LPCWSTR), ("salt", DWORD)]


_CONTEXT = POINTER(CertContext)
crypt32 = ctypes.WinDLL("crypt32", use_last_error=True)
advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)


def _declare(library: ctypes.WinDLL, name: str, result: Any, *arguments: Any) -> None:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments


_declare(crypt32, "CertOpenStore", c_void_p, c_void_p, DWORD, c_void_p, DWORD, LPCWSTR)
_declare(crypt32, "CertCloseStore", BOOL, c_void_p, DWORD)
_declare(crypt32, "CertControlStore", BOOL, c_void_p, DWORD, DWORD, c_void_p)
_declare(crypt32, "CertEnumCertificatesInStore", _CONTEXT, c_void_p, _CONTEXT)
_declare(crypt32, "CertCreateCertificateContext", _CONTEXT, DWORD, c_char_p, DWORD)
_declare(crypt32, "CertDuplicateCertificateContext", _CONTEXT, _CONTEXT)
_declare(crypt32, "CertFreeCertificateContext", BOOL, _CONTEXT)
_declare(crypt32, "CertDeleteCertificateFromStore", BOOL, _CONTEXT)
_declare(crypt32, "CertAddCertificateContextToStore", BOOL, c_void_p, _CONTEXT, DWORD, c_void_p)
_declare(crypt32, "CertGetCertificateContextProperty", BOOL, _CONTEXT, DWORD, c_void_p, POINTER(DWORD))
_declare(crypt32, "CertSetCertificateContextProperty", BOOL, _CONTEXT, DWORD, DWORD, c_void_p)
_declare(
    crypt32,
    "CryptAcquireCertificatePrivateKey",
    BOOL,
    _CONTEXT,
    DWORD,
    c_void_p,
    POINTER(c_void_p),
    POINTER(DWORD),
    POINTER(BOOL),
)
_declare(crypt32, "CertSerializeCertificateStoreElement", BOOL, _CONTEXT, DWORD, c_void_p, POINTER(DWORD))
_declare(
    crypt32,
    "CertAddSerializedElementToStore",
    BOOL,
    c_void_p,
    c_char_p,
    DWORD,
    DWORD,
    DWORD,
    DWORD,
    c_void_p,
    c_void_p,
)
_declare(advapi32, "CryptAcquireContextW", BOOL, POINTER(c_void_p), LPCWSTR, LPCWSTR, DWORD, DWORD)
_declare(advapi32, "CryptReleaseContext", BOOL, c_void_p, DWORD)
_declare(advapi32, "CryptImportKey", BOOL, c_void_p, c_char_p, DWORD, c_void_p, DWORD, POINTER(c_void_p))
_declare(advapi32, "CryptDestroyKey", BOOL, c_void_p)
_declare(advapi32, "CryptCreateHash", BOOL, c_void_p, DWORD, c_void_p, DWORD, POINTER(c_void_p))
_declare(advapi32, "CryptHashData", BOOL, c_void_p, c_char_p, DWORD, DWORD)
_declare(advapi32, "CryptSignHashW", BOOL, c_void_p, DWORD, LPCWSTR, DWORD, c_void_p, POINTER(DWORD))
_declare(advapi32, "CryptDestroyHash", BOOL, c_void_p)


def last_error() -> int:
    """The error of the last call here, unsigned."""
    return ctypes.get_last_error() & 0xFFFFFFFF


def ncrypt() -> ctypes.WinDLL:
    """ncrypt, loaded only for a key that lives there."""
    library = ctypes.WinDLL("ncrypt")
    _declare(
        library,
        "NCryptSignHash",
        ctypes.c_long,
        c_void_p,
        c_void_p,
        c_char_p,
        DWORD,
        c_void_p,
        DWORD,
        POINTER(DWORD),
        DWORD,
    )
    _declare(library, "NCryptFreeObject", ctypes.c_long, c_void_p)
    return library


def sign_cng(key: c_void_p, message: bytes, *, pss: bool = False) -> bytes:
    """PKCS#1 v1.5 or PSS with SHA-256 by a CNG key, without a window. Raises OSError."""
    digest, size = hashlib.sha256(message).digest(), DWORD()
    padding = _PssPaddingInfo("SHA256", _SALT) if pss else _PaddingInfo("SHA256")
    arguments, flags = (key, byref(padding), digest, len(digest)), (_PSS if pss else _PKCS1) | _NCRYPT_SILENT
    sign = ncrypt().NCryptSignHash
    if sign(*arguments, None, 0, byref(size), flags):
        raise OSError("NCryptSignHash")
    signature = ctypes.create_string_buffer(size.value)
    if sign(*arguments, signature, size, byref(size), flags):
        raise OSError("NCryptSignHash")
    return signature.raw[: size.value]


def sign_capi(provider: c_void_p, key_spec: int, message: bytes) -> bytes:
    """PKCS#1 v1.5 with SHA-256 by a CryptoAPI key. Raises OSError, also where the provider has no SHA-256."""
    digest, size = c_void_p(), DWORD()
    if not advapi32.CryptCreateHash(provider, CALG_SHA256, None, 0, byref(digest)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        if not advapi32.CryptHashData(digest, message, len(message), 0):
            raise ctypes.WinError(ctypes.get_last_error())
        if not advapi32.CryptSignHashW(digest, key_spec, None, 0, None, byref(size)):
            raise ctypes.WinError(ctypes.get_last_error())
        signature = ctypes.create_string_buffer(size.value)
        if not advapi32.CryptSignHashW(digest, key_spec, None, 0, signature, byref(size)):
            raise ctypes.WinError(ctypes.get_last_error())
    finally:
        advapi32.CryptDestroyHash(digest)
    return signature.raw[: size.value][::-1]
