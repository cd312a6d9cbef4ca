"""What „cofnij” would make worthless: keys whose request was sent away, may have been, or was answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.engine.journal import Entry, entries_of
from flows.engine.undo import Taking
from flows.folder import history
from flows.folder.recognise import Kind, scan_folder

_SITE = "open-sow"
_ANSWER = frozenset({history.LETTER, history.COLLECTED, history.PKCS12})
_UNTIL = "dopóki te klucze nie wrócą („przywróć”); do nowych kluczy potrzebny jest nowy wniosek."


def worthless(folder: Path, taking: Taking) -> str:
    """One sentence for people; "" where taking this back costs nothing.

    What was taken back since counts, too: an application that went out does not come back with its note. Only the
    user's own report, taken back, is none.
    """
    if taking.key != history.REQUESTS:
        return ""
    every = entries_of(folder)
    since = every[next(number for number, entry in enumerate(every) if entry["id"] == taking.id) :]
    if _certificates(folder, taking):
        return f"UWAGA: złożony wniosek i pobrane certyfikaty staną się bezużyteczne, {_UNTIL}"
    if _begun(since) & _ANSWER:
        return f"UWAGA: złożony wniosek i wydane na niego certyfikaty, także pobrane, staną się bezużyteczne, {_UNTIL}"
    if "sow" in history.said(since):
        return f"UWAGA: wysłany wniosek i certyfikaty, które na niego przyjdą, staną się bezużyteczne, {_UNTIL}"
    if _SITE in _begun(since):
        return (
            "UWAGA: stronę wniosku już otwierano; jeśli go wysłano, to on i certyfikaty, które na niego przyjdą, "
            f"staną się bezużyteczne, {_UNTIL}"
        )
    return ""


def _begun(entries: Sequence[Entry]) -> set[str]:
    return {str(entry.get("operation")) for entry in entries if entry["event"] == "started"}


def _certificates(folder: Path, taking: Taking) -> bool:
    """Whether a certificate for one of the keys lies in the folder, whoever put it there."""
    found = scan_folder(folder)
    keys = {key for item in found if item.path.name in taking.files for key in item.key_sha256s}
    return any(item.kind is Kind.CERTIFICATE and item.key_sha256s & keys for item in found)
