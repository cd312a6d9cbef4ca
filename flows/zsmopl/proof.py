"""What proves step 5: the date that the portal showed, as a person read it out."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history, portal_gap
from flows.folder.current_set import days_of_end
from flows.folder.seen import Seen
from flows.zsmopl.about import STEP


def proves(seen: Seen) -> Proof:
    """By that date against the new certificate's; nothing here can look into the portal."""
    if portal_gap.since(seen.every) is not None:
        return Proof("partly", "stary certyfikat usunięty, nowego jeszcze tam nie ma")
    shown = history.portal_date(seen.entries)
    if shown is None:
        return seen.by_word(STEP)
    certificate = seen.certified.get("wss")
    if certificate is not None and shown in days_of_end(certificate):
        return Proof("said", f"portal pokazał {shown:%d.%m.%Y} (według Państwa słów), tak jak nowy certyfikat")
    here = "nie ma tu certyfikatu WSS" if certificate is None else "certyfikat w folderze ma inną datę"
    return Proof("doubt", f"portal pokazał {shown:%d.%m.%Y}, a {here}")


def warns(seen: Seen) -> str:
    """That the portal has no certificate at all."""
    gap = portal_gap.since(seen.every)
    return "" if gap is None else portal_gap.warning(gap)
