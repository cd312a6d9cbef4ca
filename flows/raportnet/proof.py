"""What proves step 7: the date in RaportNet's window, read by us or by a person, and that the program runs again."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history, stopped
from flows.folder.current_set import days_of_end
from flows.folder.seen import Seen
from flows.raportnet.about import STEP


def proves(seen: Seen) -> Proof:
    """By that date against the new certificate's; a program that may stand is not done, whatever it shows."""
    if stopped.since(seen.every) is not None:
        return Proof("partly", "RaportNet może być zatrzymany; trzeba nacisnąć „START”")
    closed = history.raportnet(seen.entries)
    if closed is None:
        return seen.by_word(STEP)
    entry, days = closed
    day = history.day_of(entry)
    certificate = seen.certified.get("wss")
    if not days or (certificate is not None and not days & days_of_end(certificate)):
        return Proof("doubt", f"wykonano {day}, ale dla certyfikatu z inną datą niż ten w folderze")
    if entry["event"] == "verified":
        return Proof("done", f"{day} odczytano w jego oknie nową datę i pracę po „START”")
    if entry.get("operation") == history.REPLACED:  # the date is right, the name in the window another one
        return Proof("said", f"{day} odczytano w jego oknie nową datę; nazwę ma sprawdzić człowiek")
    return Proof("said", f"{day} porównano datę odczytaną przez człowieka; zgadza się")


def warns(seen: Seen) -> str:
    """That it may be standing still."""
    stop = stopped.since(seen.every)
    return "" if stop is None else stopped.warning(stop, seen.now)
