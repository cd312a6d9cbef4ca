"""On which computers both certificates were seen: what proves step 6, and ends the deadline of the old certificates."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.seen import Seen

STEP = "windows"
"""As the journal has it where a person says that it is done."""


def installed(seen: Seen) -> Proof:
    """What is done on another computer is not done here."""
    from flows.crypto.certificates import sha256_thumbprint  # start-up

    known = seen.computers
    wanted = frozenset(sha256_thumbprint(certificate) for certificate in seen.certified.values())
    if len(wanted) < len(PURPOSES):  # a copy of the two .p12 files alone: the last two that were seen together
        wanted = known.last
    ready = known.ready(wanted)
    total = known.told.count if known.told else None
    if total is not None and len(ready) >= total:
        return Proof("done", f"sprawdzone: {_of(len(ready), total)} ({', '.join(ready)})")
    if total is not None and ready:
        missing = known.missing(wanted)
        rest = f"; brakuje: {', '.join(missing)}" if missing else ""
        return Proof("partly", f"{_of(len(ready), total)}: {', '.join(ready)}{rest}")
    if history.INSTALL in seen.interrupted:
        return Proof("partly", "instalacja została przerwana; da się ją dokończyć")
    if ready and seen.here not in {name.casefold() for name in ready}:
        rest = "jeśli to komputer apteki, trzeba je zainstalować i tutaj, a jeśli nie, podać liczbę komputerów"
        return Proof("partly", f"sprawdzone: {', '.join(ready)}; na tym komputerze nie; {rest}")
    if ready:
        more = "jeśli komputerów jest więcej, proszę podać ich liczbę („windows”, „zmień komputery”)"
        return Proof("done", f"sprawdzone: {', '.join(ready)}; {more}")
    return seen.by_word(STEP)


def _of(ready: int, total: int) -> str:
    return f"{ready} z {total} {'komputera' if total == 1 else 'komputerów'}"
