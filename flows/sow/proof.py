"""What proves step 2: an answer of the office, else only the user's word."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.seen import Seen
from flows.sow.about import STEP


def proves(seen: Seen) -> Proof:
    """By what the office sent; nothing else shows that an application went out."""
    if seen.standing.over:
        return Proof("todo", "odnośniki z poprzedniego wniosku wygasły; potrzebny jest nowy wniosek")
    if seen.certified:
        return Proof("done", "są już certyfikaty wydane na ten wniosek")
    if history.last_finished(seen.entries, history.LETTER) is not None:
        return Proof("done", "przyszła już odpowiedź na wniosek")
    return seen.by_word(STEP)
