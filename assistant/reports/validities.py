"""How long the certificates of a working folder are valid, as „diagnoza” counts it."""

from __future__ import annotations

from pathlib import Path

from assistant.reports.health import Validity
from flows.base.errors import FlowError
from flows.folder.recognise import Kind, scan_folder


def in_folder(folder: Path) -> list[Validity]:
    """Each certificate; () where the folder cannot be read."""
    try:
        found = [each for each in scan_folder(folder) if each.kind is Kind.CERTIFICATE]
    except FlowError:  # the check of the folder says it
        return []
    return [
        Validity(f"certyfikat w pliku {each.path.name}", c.not_valid_before_utc, c.not_valid_after_utc)
        for each in found
        for c in each.certificates
    ]
