"""The WSS file that goes into RaportNet: found by its content, and told from its TLS twin."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from cryptography.x509.oid import NameOID

from flows.engine.plan import Answers
from flows.folder.current_set import days_of_end
from flows.folder.ready_p12 import ready_files

if TYPE_CHECKING:
    from flows.folder.ready_p12 import Ready


def wss_file(answers: Answers, now: datetime) -> tuple[Ready, str]:
    """The newest WSS file of the folder, and the name of the TLS twin where that tells them apart, else "".

    Raises FlowError as ``ready_files``.
    """
    files = ready_files(answers["folder"], answers["haslo"], now)
    wss = next(each for each in files if each.purpose == "wss")
    names = {name_of(each) for each in files if each.purpose != "wss"}
    return wss, next((name for name in names if name and name not in name_of(wss)), "")


def days(ready: Ready) -> frozenset[date]:
    """The days that count as its last."""
    return days_of_end(ready.certificate)


def name_of(ready: Ready) -> str:
    """The common name of its certificate, "" for none."""
    found = ready.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""
