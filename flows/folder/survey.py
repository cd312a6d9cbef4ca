"""What the working folder proves about the seven steps: computed from its files and journal, not from what was said."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flows.base.clock import local
from flows.base.inside import inside
from flows.engine.journal import Entry, Journal, file_sha256, unfinished
from flows.engine.redo import PutAway, put_away
from flows.folder import history, portal_gap, stopped
from flows.folder.computers import Computers, Ledger
from flows.folder.current_set import CurrentPair, current_set, days_of_end, renewal_of
from flows.folder.deadlines import Deadline
from flows.folder.names import PURPOSES, Purpose
from flows.folder.old_set import old_end
from flows.folder.passed_over import Passed, passed_over
from flows.folder.standing import SOUND, Standing, has_leaves, standing

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents

STEPS = ("csr", "sow", "mail", "p12", "zsmopl", "windows", "raportnet")
"""The seven flows by name; not from the catalogue, whose flows are judged here and may look at what is judged."""

StepState = Literal["done", "said", "partly", "waiting", "doubt", "todo", "skipped", "not-applicable"]


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """One step.

    ``said``: only the user's word; ``partly``: begun and interrupted, or half of it there; ``waiting``: somebody else
    has to act; ``doubt``: the files and the journal contradict each other; ``skipped`` and ``not-applicable``: the
    user goes past it. ``evidence`` says on what this rests.
    """

    flow: str
    state: StepState
    evidence: str

    @property
    def is_closed(self) -> bool:
        """Whether there is nothing to do in it for now."""
        return self.state in {"done", "said", "skipped", "not-applicable"}


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole folder. ``next`` names the flow of the first step that is not done; None when all are.

    ``warnings`` is what cannot wait, a Polish sentence by the step that is about it: RaportNet may be standing, ZSMOPL
    may be without a certificate.
    ``standing`` says whether it can come to an end as it stands, and whether the dates are to be believed.
    ``whole``: False where only this computer is known to be done and nobody said how many there are.
    ``aside`` is what „cofnij” put away and „przywróć” would bring again, the first one first.
    """

    folder: Path
    steps: tuple[StepEvidence, ...]
    deadlines: tuple[Deadline, ...] = ()
    number: str | None = None
    warnings: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[PutAway, ...] = ()
    standing: Standing = SOUND
    whole: bool = True

    @property
    def next(self) -> str | None:
        """The flow to go on with."""
        if self.urgent is not None:
            return self.urgent
        if self.standing.lost or self.standing.over:
            return "csr"
        return next((step.flow for step in self.steps if not step.is_closed), None)

    @property
    def offer(self) -> str | None:
        """The flow that „tak” may begin: none where keys have to be looked for first."""
        return None if self.standing.lost and self.urgent is None else self.next

    @property
    def urgent(self) -> str | None:
        """The step that a warning is about, where it can be gone on with: ZSMOPL needs the certificate."""
        state = {step.flow: step.state for step in self.steps}
        able = (flow for flow in self.warnings if flow != "zsmopl" or state.get("mail") == "done")
        return next(able, None)


def survey(folder: Path, now: Callable[[], datetime]) -> Survey:
    """Looks at the folder; changes nothing. An absent folder proves nothing."""
    if not folder.is_dir():
        return Survey(folder, tuple(StepEvidence(name, "todo", "nie zaczęto") for name in STEPS))
    from flows.folder.recognise import scan_folder  # start-up

    found = scan_folder(folder)
    every = Journal(folder, now).entries()
    entries = history.this_renewal(every)
    interrupted = {str(entry.get("operation")) for entry in unfinished(every) if _left_something(entry, folder)}
    current = current_set(found)
    certified = {purpose: pair.certificate for purpose, pair in current.items() if pair.certificate is not None}
    told = history.said(entries)
    link = history.link_deadline(entries)
    stands, gap = stopped.since(every), portal_gap.since(every)
    stand = standing(folder, found, every, now())
    computers = Ledger(folder, now).read()
    if current and len(certified) < len(PURPOSES):  # what was seen last is of an earlier renewal
        computers = replace(computers, last=frozenset())
    found_steps = (
        _requests(current, entries, interrupted, stand),
        _application(certified, entries, told.get("sow"), stand),
        _certificates(certified, link, entries, stand, others=has_leaves(found)),
        _pkcs12(found, every, certified, interrupted, stand),
        _portal(certified, entries, gap),
        _computers(computers, certified, told.get("windows"), interrupted, platform.node().casefold()),
        _raportnet(certified, entries, stands),
    )
    passed = passed_over(entries)
    steps = tuple(_past(step, *passed[step.flow]) if step.flow in passed else step for step in found_steps)
    installed = steps[STEPS.index("windows")].is_closed
    old = None if installed else old_end(found)
    deadlines = _deadlines(current, link, history.profile_end(every), old)
    return Survey(
        folder,
        steps,
        deadlines,
        history.application_number(entries),
        _warnings(stands, gap, now()),
        put_away(folder, every),
        stand,
        whole=computers.told is not None or not computers.verified,
    )


def _past(step: StepEvidence, how: Passed, day: str) -> StepEvidence:
    """A step that was passed over, unless something has been done in it all the same."""
    if step.state != "todo":
        return step
    said = f"pominięty {day}; wraca do niego „{step.flow}”" if how == "skipped" else f"nie dotyczy (zapisano {day})"
    return StepEvidence(step.flow, how, said)


def _left_something(entry: Entry, folder: Path) -> bool:
    """Whether an unfinished operation got as far as a file; else there is nothing to complete.

    One that writes no files works elsewhere, in a certificate store: what it left there cannot be told from here.
    """
    try:
        writes = [inside(folder, name) for name in entry["plan"]["writes"]]
        return not writes or any(path.exists() for path in writes)
    except (KeyError, TypeError, ValueError):  # a journal edited by hand
        return False


def _requests(
    current: Mapping[Purpose, CurrentPair], entries: Sequence[Entry], interrupted: set[str], stand: Standing
) -> StepEvidence:
    if history.REQUESTS in interrupted:
        return StepEvidence("csr", "partly", "tworzenie plików zostało przerwane; da się je dokończyć")
    if stand.lost:
        return StepEvidence("csr", "doubt", "brakuje klucza (.jks) do plików, które tu są")
    if stand.over:
        return StepEvidence("csr", "doubt", "odnośniki do certyfikatów wygasły; do nowego wniosku trzeba nowych plików")
    if len(current) == len(PURPOSES):
        return StepEvidence("csr", "done", "są pliki .csr i .jks dla TLS i WSS")
    made = history.last_finished(entries, history.REQUESTS)
    if made is not None:
        day = history.day_of(made)
        return StepEvidence("csr", "doubt", f"według dziennika pliki powstały {day}, ale nie ma ich tu wszystkich")
    if current:
        return StepEvidence("csr", "partly", f"jest tylko komplet {next(iter(current)).upper()}")
    return StepEvidence("csr", "todo", "nie ma kompletu plików .csr i .jks")


def _application(
    certified: Mapping[Purpose, x509.Certificate], entries: Sequence[Entry], told: Entry | None, stand: Standing
) -> StepEvidence:
    if stand.over:
        return StepEvidence("sow", "todo", "odnośniki z poprzedniego wniosku wygasły; potrzebny jest nowy wniosek")
    if certified:
        return StepEvidence("sow", "done", "są już certyfikaty wydane na ten wniosek")
    if history.last_finished(entries, history.LETTER) is not None:
        return StepEvidence("sow", "done", "przyszła już odpowiedź na wniosek")
    return _told("sow", told)


def _certificates(
    certified: Mapping[Purpose, x509.Certificate],
    link: date | None,
    entries: Sequence[Entry],
    stand: Standing,
    *,
    others: bool = False,
) -> StepEvidence:
    missing = [purpose.upper() for purpose in PURPOSES if purpose not in certified]
    work = "działały" if stand.over else "działają"
    until = f"; odnośniki z wiadomości {work} do {link:%d.%m.%Y}" if link else ""
    if stand.clock and link is not None:
        until = f"; do kiedy działają odnośniki ({link:%d.%m.%Y}), nie wiadomo, bo data jest niepewna"
    if not missing:
        return StepEvidence("mail", "done", "oba certyfikaty z urzędu są w folderze")
    if len(missing) < len(PURPOSES):
        return StepEvidence("mail", "partly", f"w folderze brakuje certyfikatu {missing[0]}{until}")
    if stand.lost and others:
        return StepEvidence("mail", "doubt", "certyfikaty są w folderze, ale nie ma do nich klucza (.jks)")
    if stand.over:
        return StepEvidence("mail", "doubt", f"plików nie pobrano{until}; trzeba zacząć od kroku 1")
    if link is not None:
        return StepEvidence("mail", "waiting", f"wiadomość jest, pliki trzeba jeszcze pobrać{until}")
    if history.last_finished(entries, history.LETTER) is not None:  # without links: the acknowledgement
        return StepEvidence("mail", "waiting", "wniosek wpłynął; czekamy na drugą wiadomość, z odnośnikami")
    if others:
        return StepEvidence("mail", "todo", "certyfikaty w folderze nie pasują do kluczy z kroku 1; nowych nie ma")
    return StepEvidence("mail", "todo", "w folderze nie ma jeszcze certyfikatów z urzędu")


def _pkcs12(
    found: Sequence[Contents],
    every: Sequence[Entry],
    certified: Mapping[Purpose, x509.Certificate],
    interrupted: set[str],
    stand: Standing,
) -> StepEvidence:
    entries = history.this_renewal(every)
    from flows.crypto.certificates import sha256_thumbprint
    from flows.folder.recognise import Kind

    if history.PKCS12 in interrupted:
        return StepEvidence("p12", "partly", "tworzenie plików .p12 zostało przerwane; da się je dokończyć")
    there = [item.path for item in found if item.kind is Kind.PKCS12]
    wanted: dict[str, str] = {purpose: sha256_thumbprint(certificate) for purpose, certificate in certified.items()}
    verified = {purpose: (name, digest) for purpose, name, digest in history.built(entries, wanted)}
    names = _by_digest(there)  # not by name: a cloud that synchronises the folder renames files
    proved = [names[digest] for _, digest in verified.values() if digest in names]
    if len(proved) == len(PURPOSES):
        return StepEvidence("p12", "done", f"sprawdzone przy utworzeniu: {', '.join(sorted(proved))}")
    if history.last_finished(entries, history.PKCS12) is not None and len(proved) < len(verified):
        return StepEvidence("p12", "doubt", "według dziennika pliki .p12 powstały, ale zniknęły albo się zmieniły")
    if stand.lost:
        return StepEvidence("p12", "todo", "bez klucza (.jks) nie da się utworzyć plików .p12")
    ours = history.files_of(every, history.PKCS12)
    finished = [name for digest, name in names.items() if Path(name).suffix.lower() in {".p12", ".pfx"}]
    strange = [name for digest, name in names.items() if name in finished and digest not in ours]
    if finished and not strange:
        return StepEvidence("p12", "todo", "pliki .p12 są tu z wcześniejszego odnowienia; nowych jeszcze nie ma")
    if len(certified) == len(PURPOSES) and strange:
        return StepEvidence("p12", "doubt", "są pliki .p12, których ten program nie utworzył")
    return StepEvidence("p12", "todo", "nie ma jeszcze nowych plików .p12")


def _by_digest(paths: Sequence[Path]) -> dict[str, str]:
    """Names by the SHA-256 of the content; of copies the last by name, which is the one without „ (1)”."""
    found: dict[str, str] = {}
    for path in paths:
        with suppress(OSError):  # gone since the folder was looked at
            found[file_sha256(path)] = path.name
    return found


def _warnings(stands: Entry | None, gap: Entry | None, now: datetime) -> dict[str, str]:
    found = {} if stands is None else {"raportnet": stopped.warning(stands, now)}
    return found if gap is None else {**found, "zsmopl": portal_gap.warning(gap)}


def _portal(certified: Mapping[Purpose, x509.Certificate], entries: Sequence[Entry], gap: Entry | None) -> StepEvidence:
    if gap is not None:
        return StepEvidence("zsmopl", "partly", "stary certyfikat usunięty, nowego jeszcze tam nie ma")
    shown = history.portal_date(entries)
    if shown is None:
        return _told("zsmopl", history.said(entries).get("zsmopl"))
    certificate = certified.get("wss")
    if certificate is not None and shown in days_of_end(certificate):
        return StepEvidence(
            "zsmopl", "said", f"portal pokazał {shown:%d.%m.%Y} (według Państwa słów), tak jak nowy certyfikat"
        )
    here = "nie ma tu certyfikatu WSS" if certificate is None else "certyfikat w folderze ma inną datę"
    return StepEvidence("zsmopl", "doubt", f"portal pokazał {shown:%d.%m.%Y}, a {here}")


def _computers(
    known: Computers,
    certified: Mapping[Purpose, x509.Certificate],
    told: Entry | None,
    interrupted: set[str],
    here: str,
) -> StepEvidence:
    """``here``: the name of this computer, folded: what is done elsewhere is not done here."""
    from flows.crypto.certificates import sha256_thumbprint

    wanted = frozenset(sha256_thumbprint(certificate) for certificate in certified.values())
    if len(wanted) < len(PURPOSES):  # a copy of the two .p12 files alone: the last two that were seen together
        wanted = known.last
    ready = known.ready(wanted)
    total = known.told.count if known.told else None
    if total is not None and len(ready) >= total:
        return StepEvidence("windows", "done", f"sprawdzone: {_of(len(ready), total)} ({', '.join(ready)})")
    if total is not None and ready:
        missing = known.missing(wanted)
        rest = f"; brakuje: {', '.join(missing)}" if missing else ""
        return StepEvidence("windows", "partly", f"{_of(len(ready), total)}: {', '.join(ready)}{rest}")
    if history.INSTALL in interrupted:
        return StepEvidence("windows", "partly", "instalacja została przerwana; da się ją dokończyć")
    if ready and here not in {name.casefold() for name in ready}:
        rest = "jeśli to komputer apteki, trzeba je zainstalować i tutaj, a jeśli nie, podać liczbę komputerów"
        return StepEvidence("windows", "partly", f"sprawdzone: {', '.join(ready)}; na tym komputerze nie; {rest}")
    if ready:
        more = "jeśli komputerów jest więcej, proszę podać ich liczbę („windows”, „zmień komputery”)"
        return StepEvidence("windows", "done", f"sprawdzone: {', '.join(ready)}; {more}")
    return _told("windows", told)


def _raportnet(
    certified: Mapping[Purpose, x509.Certificate], entries: Sequence[Entry], stands: Entry | None
) -> StepEvidence:
    if stands is not None:
        return StepEvidence("raportnet", "partly", "RaportNet może być zatrzymany; trzeba nacisnąć „START”")
    closed = history.raportnet(entries)
    if closed is None:
        return _told("raportnet", history.said(entries).get("raportnet"))
    entry, days = closed
    day = history.day_of(entry)
    certificate = certified.get("wss")
    if not days or (certificate is not None and not days & days_of_end(certificate)):
        return StepEvidence("raportnet", "doubt", f"wykonano {day}, ale dla certyfikatu z inną datą niż ten w folderze")
    if entry["event"] == "verified":
        return StepEvidence("raportnet", "done", f"{day} odczytano w jego oknie nową datę i pracę po „START”")
    if entry.get("operation") == history.REPLACED:  # the date is right, the name in the window another one
        return StepEvidence("raportnet", "said", f"{day} odczytano w jego oknie nową datę; nazwę ma sprawdzić człowiek")
    return StepEvidence("raportnet", "said", f"{day} porównano datę odczytaną przez człowieka; zgadza się")


def _of(ready: int, total: int) -> str:
    return f"{ready} z {total} {'komputera' if total == 1 else 'komputerów'}"


def _told(name: str, entry: Entry | None) -> StepEvidence:
    if entry is None:
        return StepEvidence(name, "todo", "brak zapisu, że wykonano")
    return StepEvidence(name, "said", f"zapisano {history.day_of(entry)} jako wykonane, bez sprawdzenia")


def _deadlines(
    current: Mapping[Purpose, CurrentPair], link: date | None, profile: date | None, old: date | None = None
) -> tuple[Deadline, ...]:
    """The links while needed, the end of the old certificates, of the new ones, and of the trusted profile."""
    result: list[Deadline] = []
    renewal = renewal_of(current)
    certificates = [pair.certificate for pair in current.values() if pair.certificate is not None]
    if link is not None and len(certificates) < len(PURPOSES):
        result.append(Deadline("link", "Pobranie certyfikatów z wiadomości", link, renewal))
    if old is not None:
        result.append(Deadline("old", "Koniec ważności dotychczasowych certyfikatów", old, renewal))
    ends = [local(certificate.not_valid_after_utc).date() for certificate in certificates]
    if ends:
        result.append(Deadline("certificate", "Koniec ważności certyfikatów", min(ends), renewal))
    if profile is not None:
        result.append(Deadline("profile", "Koniec ważności Profilu Zaufanego", profile, renewal))
    return tuple(result)
