"""The Windows certificate store „Osobisty” (``My``) of the user or the computer, through crypt32 and advapi32.

Each key gets a container of its own, named after its certificate: the PKCS#12 is opened by us and the key handed over
with CryptImportKey. PFXImportCertStore would do both, but Wine 8 puts every key into one container, where the second
import destroys the first key without a word, and Windows before 10 1709 opens no AES file and says „wrong password”.
The key is not exportable, as with the wizard's defaults. The provider is the AES one (type 24): the wizard's (type 1)
cannot sign with SHA-256. Why neither CNG nor anything else: docs/windows.md.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, cast, create_string_buffer, create_unicode_buffer, sizeof
from ctypes.wintypes import BYTE, DWORD
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.errors import FlowError
from flows.crypto.certificates import is_self_signed, load_certificate, sha1_thumbprint, sha256_thumbprint
from flows.crypto.keystore import open_keystore
from flows.ports.store import Signing, Stored
from flows.stores import problems
from flows.stores import win32_api as api
from flows.stores import windows_codes as codes
from flows.stores import windows_keys as keys
from flows.stores.entry import missing, stored

if TYPE_CHECKING:
    from cryptography import x509

    from flows.base.secret import Secret

assert sys.platform == "win32"  # noqa: S101  (so mypy checks this with --platform win32 only)

CONTAINER = "asystent-p1-"
ISSUERS = "CA"
"""What certmgr shows as „Pośrednie urzędy certyfikacji”."""


@dataclass(frozen=True, slots=True)
class WindowsStore:
    """``My`` of the current user, or of the computer when ``machine``."""

    machine: bool = False

    @property
    def name(self) -> str:
        """As journals keep it."""
        return "windows-maszyna" if self.machine else "windows"

    @property
    def label(self) -> str:
        """For people."""
        return f"Windows „Osobisty” ({'tego komputera' if self.machine else 'tego użytkownika'})"

    def check(self) -> None:
        """Opens it for writing: without the right Windows refuses that already."""
        with self._open(writing=True):
            pass

    def list(self) -> tuple[Stored, ...]:
        """Every certificate."""
        return self._listed("MY")

    def find(self, sha256: str) -> Stored | None:
        """By thumbprint."""
        return next((each for each in self.list() if each.sha256 == sha256), None)

    def install(self, p12: bytes, password: Secret) -> None:
        """The key into a container of its own, then the certificate with a pointer to it, then the issuers."""
        for entry in open_keystore(p12, [password], name="p12"):
            if not isinstance(entry.key, RSAPrivateKey) or not entry.chain:
                raise problems.unsupported_key(self.label)
            container = CONTAINER + sha1_thumbprint(entry.chain[0])
            try:
                keys.put_in(container, entry.key, machine=self.machine)
            except OSError as error:
                raise self._failure(error.args[0]) from error
            self._add("MY", entry.chain[0], (container, entry.alias), replacing=True)
            for issuer in entry.chain[1:]:
                if not is_self_signed(issuer):
                    self._add(ISSUERS, issuer)

    def works(self, sha256: str) -> bool:
        """Signs random bytes with the key that Windows finds for the certificate."""
        return self.signs(sha256).sha256

    def signs(self, sha256: str) -> Signing:
        """The same, by every way that programs go."""
        with self._open() as store, _found(store, sha256) as context:
            if context is None:
                return Signing(sha256=False)
            return keys.signing(context, load_certificate(keys.der(context)))

    def issuers(self) -> tuple[Stored, ...]:
        """Of „Pośrednie urzędy certyfikacji”."""
        return self._listed(ISSUERS)

    def would_add(self, issuers: Sequence[x509.Certificate]) -> tuple[str, ...]:
        """Trusting a root is the administrator's business."""
        return missing([each for each in issuers if not is_self_signed(each)], self.issuers())

    def remove_issuer(self, sha256: str) -> None:
        """From there."""
        self._take_out(ISSUERS, sha256)

    def remove(self, sha256: str) -> None:
        """The certificate, and its key when the container is ours; others' keys stay, as certmgr leaves them."""
        self._delete_key(self._take_out("MY", sha256))

    def remove_key(self, sha256: str) -> None:
        """The certificate takes its own place without a pointer to a key; then the container goes, if it is ours."""
        with self._open() as store, _found(store, sha256) as context:
            info = None if context is None else keys.key_info(context)
            certificate = None if context is None else load_certificate(keys.der(context))
        if certificate is not None and info is not None and info.container.startswith(CONTAINER):
            self._add("MY", certificate, replacing=True)
            self._delete_key(info)

    def _delete_key(self, info: keys.KeyInfo | None) -> None:
        if info is not None and info.container.startswith(CONTAINER):
            keys.delete(info)

    def archive(self, sha256: str) -> bytes:
        """With its properties, which name its key (CertSerializeCertificateStoreElement)."""
        with self._open() as store, _found(store, sha256) as context:
            size = DWORD()
            serialize = api.crypt32.CertSerializeCertificateStoreElement
            if context is None or not serialize(context, 0, None, byref(size)):
                raise self._failure()
            data = create_string_buffer(size.value)
            if not serialize(context, 0, data, byref(size)):
                raise self._failure()
        return data.raw[: size.value]

    def retire(self, sha256: str) -> None:
        """The certificate without its key."""
        self._take_out("MY", sha256)

    def restore(self, archived: bytes) -> None:
        """With the properties that it was archived with."""
        with self._open(writing=True) as store:
            added = api.crypt32.CertAddSerializedElementToStore(
                store, archived, len(archived), api.ADD_REPLACE_EXISTING, 0, api.CERTIFICATE_ELEMENT, None, None
            )
            if not added:
                raise self._failure()
            self._commit(store)

    def _listed(self, system_store: str) -> tuple[Stored, ...]:
        found = []
        with self._open(system_store) as store:
            context = None
            while context := api.crypt32.CertEnumCertificatesInStore(store, context):
                try:
                    certificate = load_certificate(keys.der(context))
                except FlowError:
                    continue  # another program's, and not one that we could mean
                has_key = bool(keys.property_of(context, api.KEY_PROV_INFO))
                name = keys.property_of(context, api.FRIENDLY_NAME).decode("utf-16-le", "replace").rstrip("\0")
                found.append(stored(name, certificate, has_key=has_key))
        return tuple(found)

    def _take_out(self, system_store: str, sha256: str) -> keys.KeyInfo | None:
        """Deletes the certificate; what it said about its key."""
        with self._open(system_store, writing=True) as store:
            info = self._delete(store, sha256)
            self._commit(store)
        return info

    def _delete(self, store: object, sha256: str) -> keys.KeyInfo | None:
        with _found(store, sha256) as context:
            if context is None:
                return None
            info = keys.key_info(context)
            # Deleting frees the context it is given, whatever comes of it: a duplicate for that.
            if not api.crypt32.CertDeleteCertificateFromStore(api.crypt32.CertDuplicateCertificateContext(context)):
                raise self._failure()
        return info

    def _add(
        self,
        system_store: str,
        certificate: x509.Certificate,
        key: tuple[str, str] | None = None,
        *,
        replacing: bool = False,
    ) -> None:
        """``key``: the container it lies in, and what Windows shows beside it.

        What is replaced is deleted first: Wine 8 never saves what replaces a certificate that is there already.
        """
        der = certificate.public_bytes(Encoding.DER)
        context = api.crypt32.CertCreateCertificateContext(api.X509, der, len(der))
        if not context:
            raise self._failure()
        try:
            if key is not None:
                self._describe(context, *key)
            with self._open(system_store, writing=True) as store:
                if replacing:
                    self._delete(store, sha256_thumbprint(certificate))
                if not api.crypt32.CertAddCertificateContextToStore(store, context, api.ADD_USE_EXISTING, None):
                    raise self._failure()
                self._commit(store)
        finally:
            api.crypt32.CertFreeCertificateContext(context)

    def _describe(self, context: object, container: str, name: str) -> None:
        info = api.KeyProvInfo(
            container, api.PROVIDER, api.PROVIDER_TYPE, api.MACHINE_KEYSET if self.machine else 0, 0, None, 1
        )
        text = create_unicode_buffer(name or "P1")
        blob = api.Blob(sizeof(text), cast(text, POINTER(BYTE)))
        for number, value in ((api.KEY_PROV_INFO, info), (api.FRIENDLY_NAME, blob)):
            if not api.crypt32.CertSetCertificateContextProperty(context, number, 0, byref(value)):
                raise self._failure()

    @contextmanager
    def _open(self, system_store: str = "MY", *, writing: bool = False) -> Iterator[object]:
        where = api.LOCAL_MACHINE if self.machine else api.CURRENT_USER
        store = api.crypt32.CertOpenStore(
            api.PROV_SYSTEM, 0, None, where | (0 if writing else api.READONLY), system_store
        )
        if not store:
            raise self._failure()
        try:
            yield store
        finally:
            api.crypt32.CertCloseStore(store, 0)

    def _commit(self, store: object) -> None:
        # Not left to closing: after a deletion Wine 8 keeps a reference and never writes the closed store (traced).
        # Where a store cannot be told to write, it has written: whoever asked looks for the certificate anyway.
        if not api.crypt32.CertControlStore(store, 0, api.COMMIT, None) and api.last_error() not in codes.UNSUPPORTED:
            raise self._failure()

    def _failure(self, code: int | None = None) -> FlowError:
        return codes.problem(self.label, api.last_error() if code is None else code)


@contextmanager
def _found(store: object, sha256: str) -> Iterator[object | None]:
    """The context of the certificate with this thumbprint, freed afterwards; None when there is none."""
    context = None
    while context := api.crypt32.CertEnumCertificatesInStore(store, context):
        if hashlib.sha256(keys.der(context)).hexdigest() == sha256:
            break
    try:
        yield context or None
    finally:
        if context:
            api.crypt32.CertFreeCertificateContext(context)
