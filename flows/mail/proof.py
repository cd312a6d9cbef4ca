"""What proves step 3: the certificates that the office issued for the keys of step 1."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.seen import Seen
from flows.folder.standing import has_leaves


def proves(seen: Seen) -> Proof:
    """By the certificates; until they are there, by the letters, with the last day of their links."""
    missing = [purpose.upper() for purpose in PURPOSES if purpose not in seen.certified]
    if not missing:
        return Proof("done", "oba certyfikaty z urzędu są w folderze")
    stand, until = seen.standing, _until(seen)
    if len(missing) < len(PURPOSES):
        return Proof("partly", f"w folderze brakuje certyfikatu {missing[0]}{until}")
    others = has_leaves(seen.found)
    if stand.lost and others:
        return Proof("doubt", "certyfikaty są w folderze, ale nie ma do nich klucza (.jks)")
    if stand.over:
        return Proof("doubt", f"plików nie pobrano{until}; trzeba zacząć od kroku 1")
    if seen.link is not None:
        return Proof("waiting", f"wiadomość jest, pliki trzeba jeszcze pobrać{until}")
    if history.last_finished(seen.entries, history.LETTER) is not None:  # without links: the acknowledgement
        return Proof("waiting", "wniosek wpłynął; czekamy na drugą wiadomość, z odnośnikami")
    if others:
        return Proof("todo", "certyfikaty w folderze nie pasują do kluczy z kroku 1; nowych nie ma")
    return Proof("todo", "w folderze nie ma jeszcze certyfikatów z urzędu")


def _until(seen: Seen) -> str:
    if seen.link is None:
        return ""
    if seen.standing.clock:
        return f"; do kiedy działają odnośniki ({seen.link:%d.%m.%Y}), nie wiadomo, bo data jest niepewna"
    work = "działały" if seen.standing.over else "działają"
    return f"; odnośniki z wiadomości {work} do {seen.link:%d.%m.%Y}"
