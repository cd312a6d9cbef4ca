"""The deadlines of the working folder: what in it must not be late."""

from __future__ import annotations

from flows.base.clock import local
from flows.folder import history
from flows.folder.current_set import renewal_of
from flows.folder.deadlines import Deadline
from flows.folder.installed import installed
from flows.folder.names import PURPOSES
from flows.folder.old_set import old_end
from flows.folder.seen import Seen


def deadlines(seen: Seen) -> tuple[Deadline, ...]:
    """The links while needed, the end of the old certificates, of the new ones, and of the trusted profile."""
    result: list[Deadline] = []
    renewal = renewal_of(seen.current)
    if seen.link is not None and len(seen.certified) < len(PURPOSES):
        result.append(Deadline("link", "Pobranie certyfikatów z wiadomości", seen.link, renewal))
    old = None if installed(seen).is_closed else old_end(seen.found)
    if old is not None:
        result.append(Deadline("old", "Koniec ważności dotychczasowych certyfikatów", old, renewal))
    ends = [local(certificate.not_valid_after_utc).date() for certificate in seen.certified.values()]
    if ends:
        result.append(Deadline("certificate", "Koniec ważności certyfikatów", min(ends), renewal))
    profile = history.profile_end(seen.every)
    if profile is not None:
        result.append(Deadline("profile", "Koniec ważności Profilu Zaufanego", profile, renewal))
    return tuple(result)
