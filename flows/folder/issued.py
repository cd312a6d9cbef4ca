"""The certificates of a folder that may be the office's answer, and what lies in their place or one step away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.base.errors import FlowError
from flows.crypto.certificates import certificate_sha256, is_authority, is_self_signed, may_be_issued, public_key_sha256
from flows.folder import pairing_problems
from flows.folder.nested import behind_passwords, nested
from flows.folder.recognise import Kind
from flows.folder.strangers import is_stranger, named

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography import x509

    from flows.folder.recognise import Contents

Leaf: TypeAlias = "tuple[x509.Certificate, Path]"
_CERTIFICATE_SUFFIXES = (".pem", ".crt", ".cer", ".der", ".p7b", ".p7c")


def validity(certificate: x509.Certificate) -> tuple[datetime, datetime]:
    """By what certificates are put in order, the oldest first: their start, then their end."""
    return certificate.not_valid_before_utc, certificate.not_valid_after_utc


def leaves(found: Sequence[Contents]) -> list[Leaf]:
    """Every certificate that may be the office's answer, each once: of certificate files, then of keystores.

    An answer that was imported into its keystore is there like one in a file. What belongs to another system is no
    answer.
    """
    seen: dict[bytes, tuple[x509.Certificate, Path]] = {}
    for item in (*certificate_files(found), *(each for each in found if each.kind is Kind.JKS)):
        for certificate in item.certificates:
            if may_be_issued(certificate) and not is_stranger(certificate, item.path.name, found):
                seen.setdefault(certificate_sha256(certificate), (certificate, item.path))
    return list(seen.values())


def certificate_files(found: Sequence[Contents]) -> list[Contents]:
    """The files that hold certificates and no keys."""
    return [item for item in found if item.kind is Kind.CERTIFICATE]


def may_hold_answers(found: Sequence[Contents]) -> bool:
    """Whether a keystore of step 1 is PKCS#12 inside: what it holds beside its key shows with the password only."""
    return any(item.kind is Kind.PKCS12 and not is_finished(item.path) for item in found)


def is_finished(path: Path) -> bool:
    """Whether the name says that the file is a result of step 4, and not a keystore of step 1 in that format."""
    return path.suffix.lower() in {".p12", ".pfx"}


def aside(found: Sequence[Contents]) -> str:
    """Where the certificates of our keys lie instead, and what lies here that is none of them; "" or sentences."""
    digests = {
        digest for item in found if item.request is not None or item.kind == "jks" for digest in item.key_sha256s
    }
    if not found:
        return ""
    folder = found[0].path.parent
    places = nested(folder, digests)
    more = "" if places else behind_passwords(folder)
    return " ".join(each for each in (*(place.said for place in places), more, _strangers(found)) if each)


def _strangers(found: Sequence[Contents]) -> str:
    """The certificate files that are of another system, to be named beside what is missing; "" or a sentence."""
    names = [
        item.path.name
        for item in certificate_files(found)
        if any(is_stranger(each, item.path.name, found) for each in item.certificates if not is_authority(each))
    ]
    return named(names)


def useless_file(found: Sequence[Contents]) -> FlowError | None:
    """What stands in the place of a certificate: a damaged one, a web page, a request… under a certificate's name.

    Or the placeholder that was exported from a keystore of this folder.
    """
    for item in found:
        if is_placeholder(item, found):
            return pairing_problems.placeholder(item.path.name)
        if item.path.suffix.lower() in _CERTIFICATE_SUFFIXES and not item.certificates:
            return pairing_problems.useless_file(item.path.name, item.problem)
    return None


def is_placeholder(item: Contents, found: Sequence[Contents]) -> bool:
    """Whether it holds nothing but what a keystore of the folder made for itself; it lies there or elsewhere."""
    if item.kind is not Kind.CERTIFICATE or not all(is_self_signed(each) for each in item.certificates):
        return False
    keys = frozenset().union(*(each.key_sha256s for each in found if each.request is not None or each.kind is Kind.JKS))
    return any(public_key_sha256(each) in keys for each in item.certificates)


def none_yet(found: Sequence[Contents]) -> FlowError:
    """There is no certificate: because of what stands in its place, or where they are instead."""
    return useless_file(found) or pairing_problems.no_certificate(aside(found))
