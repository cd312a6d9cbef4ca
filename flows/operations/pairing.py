"""Which certificate belongs to which keystore: decided by the public key alone, never by file names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import FlowError, Problem
from flows.operations.names import PURPOSES, Purpose, purpose_in
from flows.secret import Secret

if TYPE_CHECKING:
    from cryptography import x509

    from flows.operations.keystore import Entry
    from flows.operations.recognise import Contents

LABEL = {"tls": "TLS", "wss": "WSS"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A private key and the certificate issued for it. ``warnings`` say what looked odd but is no obstacle."""

    purpose: Purpose
    store: Path
    key: Any  # RSA or EC private key of cryptography
    certificate: x509.Certificate
    certificate_file: Path
    chain: tuple[x509.Certificate, ...]
    warnings: tuple[str, ...]


def pair_all(found: Sequence[Contents], passwords: Sequence[Secret], now: datetime) -> tuple[Pair, Pair]:
    """The TLS and the WSS pair of a folder, newest certificates first.

    Raises FlowError: no-certificate, no-keystore, certificate-duplicate, key-mismatch, certificate-expired,
    certificate-not-yet-valid, purpose-unknown, and what ``open_keystore`` raises for a keystore that is needed.
    """
    leaves = _leaves(found)
    if not leaves:
        raise _no_certificate(found)
    entries = _entries(found, passwords, {_digest(certificate) for certificate, _ in leaves})
    pairs: dict[Purpose, Pair] = {}
    for certificate, path in sorted(leaves, key=lambda leaf: leaf[0].not_valid_before_utc, reverse=True):
        match = entries.get(_digest(certificate))
        if match is None:
            continue
        store, entry = match
        purpose = _purpose(store, entry, found)
        if purpose not in pairs:
            pairs[purpose] = _pair(purpose, match, (certificate, path), found)
    missing = [purpose for purpose in PURPOSES if purpose not in pairs]
    if missing:
        raise _unpaired(missing, pairs, leaves, entries, found)
    for pair in pairs.values():
        _check_dates(pair, now)
    return pairs["tls"], pairs["wss"]


def _digest(certificate: x509.Certificate) -> str:
    from flows.operations.certificates import public_key_sha256

    return public_key_sha256(certificate)


def _leaves(found: Sequence[Contents]) -> list[tuple[x509.Certificate, Path]]:
    """Every certificate file's certificates that are not an authority's own, each certificate once."""
    seen: dict[bytes, tuple[x509.Certificate, Path]] = {}
    for item in _certificate_files(found):
        for certificate in item.certificates:
            if not _is_authority(certificate):
                seen.setdefault(_fingerprint(certificate), (certificate, item.path))
    return list(seen.values())


def _certificate_files(found: Sequence[Contents]) -> list[Contents]:
    from flows.operations.recognise import Kind

    return [item for item in found if item.kind is Kind.CERTIFICATE]


def _fingerprint(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256())


def _is_authority(certificate: x509.Certificate) -> bool:
    from cryptography.x509 import BasicConstraints, ExtensionNotFound

    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, ValueError):  # ValueError: an extension that does not parse; then it is no authority
        return False


def _entries(found: Sequence[Contents], passwords: Sequence[Secret], wanted: set[str]) -> dict[str, tuple[Path, Entry]]:
    """Opened private keys by SHA-256 of their public key.

    A keystore that shows, without a password, keys that no certificate here belongs to is not opened: an older set
    in the same folder may well have another password.
    """
    from flows.operations.files import read_file
    from flows.operations.keystore import open_keystore
    from flows.operations.recognise import Kind

    stores = [item for item in found if item.kind in {Kind.JKS, Kind.PKCS12}]
    if not any(item.path.suffix.lower() != ".p12" for item in stores):
        stores_problem = next((item.problem for item in found if item.problem and item.kind is Kind.JCEKS), None)
        raise FlowError(stores_problem) if stores_problem else _no_keystore()
    opened: dict[str, tuple[Path, Entry]] = {}
    refused: FlowError | None = None
    for item in stores:
        if item.key_sha256s and not item.key_sha256s & wanted:
            continue
        try:
            for entry in open_keystore(read_file(item.path), passwords, name=item.path.name):
                opened.setdefault(_digest_of_key(entry), (item.path, entry))
        except FlowError as error:
            # A finished .p12, or one of another set, may have another password; a keystore that is needed may not.
            if item.path.suffix.lower() not in {".p12", ".pfx"}:
                refused = refused or error
    if refused and not wanted <= opened.keys():
        raise refused
    return opened


def _digest_of_key(entry: Entry) -> str:
    from flows.operations.certificates import public_key_sha256

    return public_key_sha256(entry.key.public_key())


def _purpose(store: Path, entry: Entry, found: Sequence[Contents]) -> Purpose:
    """TLS or WSS, from the alias, the keystore's name, then our note for the same key."""
    digest = _digest_of_key(entry)
    noted = next((item.purpose for item in found if item.purpose and digest in item.key_sha256s), None)
    purpose = purpose_in(entry.alias) or purpose_in(store.name) or noted
    if purpose is None:
        raise FlowError(
            Problem(
                "purpose-unknown",
                f"Nie wiem, czy {store.name} jest dla TLS, czy dla WSS.",
                ("nazwa pliku została zmieniona",),
                "Proszę przywrócić w nazwie „tls” albo „wss” (tak nazwał go program w kroku 1) i spróbować ponownie.",
                page="file-types",
            )
        )
    return purpose


def _pair(
    purpose: Purpose,
    match: tuple[Path, Entry],
    leaf: tuple[x509.Certificate, Path],
    found: Sequence[Contents],
) -> Pair:
    from flows.operations.certificates import chain_for

    (store, entry), (certificate, path) = match, leaf

    pool = [one for item in _certificate_files(found) for one in item.certificates]
    named = purpose_in(path.name)
    warnings = (_swapped(path, named, purpose),) if named and named != purpose else ()
    return Pair(purpose, store, entry.key, certificate, path, chain_for(certificate, pool), warnings)


def _swapped(path: Path, named: Purpose, purpose: Purpose) -> str:
    return (
        f"Uwaga: plik {path.name} ma w nazwie {LABEL[named]}, ale pasuje do klucza {LABEL[purpose]}. "
        "Łączę według klucza. Jeśli plik tak nazwał urząd, we wniosku mogły zostać zamienione pola TLS i WSS."
    )


def _check_dates(pair: Pair, now: datetime) -> None:
    certificate, name = pair.certificate, pair.certificate_file.name
    if certificate.not_valid_after_utc < now:
        raise FlowError(
            Problem(
                "certificate-expired",
                f"Certyfikat {LABEL[pair.purpose]} w pliku {name} stracił ważność "
                f"{certificate.not_valid_after_utc:%d.%m.%Y}.",
                ("to certyfikat z poprzedniego odnowienia", "zegar komputera wskazuje złą datę"),
                "Proszę pobrać nowe pliki z ostatniej wiadomości „System P1 nadał dostęp do Systemu P1” "
                "i zapisać je w tym folderze.",
                page="download-pem",
            )
        )
    if certificate.not_valid_before_utc > now:
        raise FlowError(
            Problem(
                "certificate-not-yet-valid",
                f"Certyfikat {LABEL[pair.purpose]} w pliku {name} będzie ważny dopiero od "
                f"{certificate.not_valid_before_utc:%d.%m.%Y %H:%M} (czas UTC).",
                ("zegar komputera się spóźnia albo wskazuje złą datę",),
                "Proszę sprawdzić datę i godzinę w komputerze i spróbować ponownie.",
                page="wrong-clock",
            )
        )


def _no_keystore() -> FlowError:
    return FlowError(
        Problem(
            "no-keystore",
            "W folderze nie ma pliku .jks z kluczem prywatnym.",
            ("pliki z kroku 1 leżą w innym folderze", "plik .jks został usunięty"),
            "Proszę skopiować do tego folderu wszystkie pliki z kroku 1 i spróbować ponownie.",
            page="p12-load-folder",
            ask="folder",
        )
    )


def _no_certificate(found: Sequence[Contents]) -> FlowError:
    """Says what stands there instead of a certificate, when something does."""
    from flows.operations.recognise import Kind

    for item in found:
        if item.path.suffix.lower() in {".pem", ".crt", ".cer", ".der", ".p7b"} and item.kind is not Kind.CERTIFICATE:
            return FlowError(
                item.problem
                or Problem(
                    "no-certificate",
                    f"Plik {item.path.name} nie zawiera certyfikatu.",
                    ("zapisano inny plik pod tą nazwą",),
                    "Proszę pobrać certyfikat z wiadomości jeszcze raz i zapisać go w tym folderze.",
                    page="download-pem",
                )
            )
    return FlowError(
        Problem(
            "no-certificate",
            "W folderze nie ma jeszcze certyfikatów z Centrum e-Zdrowia.",
            ("pliki PEM są w folderze „Pobrane”", "wiadomość z odnośnikami jeszcze nie przyszła"),
            "Proszę pobrać oba pliki PEM (TLS i WSS) z wiadomości i zapisać je w tym folderze, obok plików .jks.",
            page="download-pem",
        )
    )


def _unpaired(
    missing: Sequence[Purpose],
    pairs: dict[Purpose, Pair],
    leaves: Sequence[tuple[x509.Certificate, Path]],
    entries: dict[str, tuple[Path, Entry]],
    found: Sequence[Contents],
) -> FlowError:
    strangers = [(certificate, path) for certificate, path in leaves if _digest(certificate) not in entries]
    if strangers:
        return _mismatch(strangers[0], found)
    names = " i ".join(LABEL[purpose] for purpose in missing)
    pair = next(iter(pairs.values()))
    twins = [
        item.path.name
        for item in _certificate_files(found)
        if any(_fingerprint(one) == _fingerprint(pair.certificate) for one in item.certificates)
    ]
    if len(twins) > 1:
        return FlowError(
            Problem(
                "certificate-duplicate",
                f"Pliki {' i '.join(twins)} zawierają ten sam certyfikat ({LABEL[pair.purpose]}); brakuje {names}.",
                ("ten sam odnośnik z wiadomości został pobrany dwa razy",),
                f"Proszę pobrać z wiadomości drugi plik ({names}) i zapisać go w tym folderze.",
                page="download-pem",
            )
        )
    return FlowError(
        Problem(
            "certificate-missing",
            f"Jest certyfikat {LABEL[pair.purpose]}, ale brakuje certyfikatu {names}.",
            ("pobrano tylko jeden z dwóch plików",),
            f"Proszę pobrać z wiadomości także plik {names} i zapisać go w tym folderze.",
            page="download-pem",
        )
    )


def _mismatch(stranger: tuple[x509.Certificate, Path], found: Sequence[Contents]) -> FlowError:
    """The certificate fits none of the keys here; names the request that it does fit, if that is here."""
    certificate, path = stranger
    digest = _digest(certificate)
    request = next((item for item in found if item.request is not None and digest in item.key_sha256s), None)
    fits = (
        f"Pasuje natomiast do prośby {request.path.name}, dla której w folderze nie ma pliku .jks."
        if request
        else "Nie pasuje też do żadnego pliku .csr w tym folderze."
    )
    return FlowError(
        Problem(
            "key-mismatch",
            f"Certyfikat z pliku {path.name} nie pasuje do żadnego klucza w tym folderze. {fits}",
            (
                "pliki .csr tworzono więcej niż raz, a wniosek poszedł z innym kompletem",
                "plik .jks jest w innym folderze lub na innym komputerze",
                "certyfikat jest z innej apteki albo z poprzedniego odnowienia",
            ),
            "Proszę znaleźć plik .jks z tego samego kompletu i skopiować go do tego folderu. "
            "Bez niego certyfikatu nie da się użyć i trzeba zacząć od kroku 1.",
            page="pem-key-mismatch",
        )
    )
