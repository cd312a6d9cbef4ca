"""What proves step 3: the certificates that the office issued for the keys of step 1."""

from __future__ import annotations

from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.names import PURPOSES
from flows.folder.nested import nested
from flows.folder.seen import Seen
from flows.folder.standing import has_leaves, unread_certificate


def proves(seen: Seen) -> Proof:
    """By the certificates; until they are there, by the letters, with the last day of their links."""
    missing = [purpose.upper() for purpose in PURPOSES if purpose not in seen.certified]
    if not missing:
        return Proof("done", "oba certyfikaty z urzędu są w folderze")
    near = _near(seen)
    if near is not None:
        return near
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


def _near(seen: Seen) -> Proof | None:
    """A missing certificate that is here all the same: it cannot be read now, or has to be unpacked."""
    missing = [pair for pair in seen.current.values() if pair.certificate is None]
    for pair in missing:
        item = unread_certificate(seen.found, pair.purpose)
        if item is not None:
            return Proof("doubt", f"plik {item.path.name} jest, ale nie da się go teraz odczytać")
    places = nested(seen.folder, [pair.digest for pair in missing]) if missing else ()
    if not places:
        return None
    where = "archiwum" if places[0].is_archive else "podfolderze"
    what = "wyodrębnić z niego pliki" if places[0].is_archive else "przenieść stamtąd pliki tutaj"
    return Proof("partly", f"certyfikaty są w {where} {places[0].place}; trzeba {what}")


def _until(seen: Seen) -> str:
    if seen.link is None:
        return ""
    if seen.standing.clock:
        return f"; do kiedy działają odnośniki ({seen.link:%d.%m.%Y}), nie wiadomo, bo data jest niepewna"
    work = "działały" if seen.standing.over else "działają"
    return f"; odnośniki z wiadomości {work} do {seen.link:%d.%m.%Y}"
