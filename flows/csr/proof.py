"""What proves step 1: the requests and their keys, or how they came to be missing."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.seen import Seen


def proves(seen: Seen) -> Proof:
    """By the files; what the journal says of them makes a doubt of their absence."""
    if history.REQUESTS in seen.interrupted:
        return Proof("partly", "tworzenie plików zostało przerwane; da się je dokończyć")
    if seen.standing.lost:
        return Proof("doubt", "brakuje klucza (.jks) do plików, które tu są")
    if seen.standing.over:
        return Proof("doubt", "odnośniki do certyfikatów wygasły; do nowego wniosku trzeba nowych plików")
    if seen.standing.unread:
        return Proof("doubt", "plik z kluczem jest, ale nie da się go odczytać; nowych plików jeszcze nie trzeba")
    if len(seen.current) == len(PURPOSES):
        return Proof("done", "są pliki .csr i .jks dla TLS i WSS")
    made = history.last_finished(seen.entries, history.REQUESTS)
    if made is not None:
        day = history.day_of(made)
        return Proof("doubt", f"według dziennika pliki powstały {day}, ale nie ma ich tu wszystkich")
    if seen.current:
        return Proof("partly", f"jest tylko komplet {next(iter(seen.current)).upper()}")
    return Proof("todo", "nie ma kompletu plików .csr i .jks")
