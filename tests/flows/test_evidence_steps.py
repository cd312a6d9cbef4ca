"""Each step's verdict by itself, word for word: what the files, the journal and the user's word together prove."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography import x509
from support.authority import NOW, authority, identity, pem
from support.running import at

from flows.base.clock import local
from flows.crypto.certificates import sha256_thumbprint
from flows.crypto.requests import read_request
from flows.csr import proof as csr
from flows.engine.journal import Entry, Journal, file_sha256
from flows.engine.proof import Proof
from flows.folder import due, history, portal_gap, stopped
from flows.folder.computers import Computers, Told
from flows.folder.current_set import CurrentPair
from flows.folder.deadlines import Deadline
from flows.folder.installed import installed
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import Contents, Kind, scan_folder
from flows.folder.seen import Seen, left_something
from flows.folder.standing import Standing
from flows.mail import proof as mail
from flows.p12 import proof as p12
from flows.ports.place import Place
from flows.raportnet import proof as raportnet
from flows.sow import proof as sow
from flows.survey import StepEvidence, Survey, survey
from flows.zsmopl import proof as zsmopl

TIME = "2026-11-22T12:00:00+01:00"
DAY = date(2026, 11, 22)
BOTH = {purpose: identity(purpose).certificate for purpose in PURPOSES}
SEEN = frozenset(map(sha256_thumbprint, BOTH.values()))
END = local(BOTH["wss"].not_valid_after_utc).date()
TOLD = {"time": TIME, "event": "by-hand", "id": "7"}


def run(operation: str, id_: str = "1", closed: str = "verified", files: Any = None, **details: Any) -> list[Entry]:
    begun = {"time": TIME, "event": "started", "id": id_, "operation": operation, "plan": {"details": details}}
    return [begun, {"time": TIME, "event": closed, "id": id_, "operation": operation, "files": files or {}}]


def pair(purpose: Purpose, certificate: x509.Certificate | None = None) -> CurrentPair:
    return CurrentPair(purpose, purpose * 3, Path("a.csr"), Path("a.jks"), certificate, None, None)


def seen(certified: Mapping[Purpose, x509.Certificate] = MappingProxyType({}), **more: Any) -> Seen:
    """What was seen where only these certificates are there, and what else is given."""
    current = {purpose: pair(purpose, certificate) for purpose, certificate in certified.items()}
    return Seen(Path(), NOW, **{"current": current, **more})


def step(found: Proof, state: str, words: str) -> None:
    assert (found.state, found.evidence) == (state, words)


@pytest.mark.parametrize(
    ("there", "entries", "interrupted", "state", "words"),
    [
        (PURPOSES, [], {history.REQUESTS}, "partly", "tworzenie plików zostało przerwane; da się je dokończyć"),
        (PURPOSES, [], set(), "done", "są pliki .csr i .jks dla TLS i WSS"),
        (
            ("tls",),
            run(history.REQUESTS),
            set(),
            "doubt",
            "według dziennika pliki powstały 22.11.2026, ale nie ma ich tu wszystkich",
        ),
        (("wss",), [], set(), "partly", "jest tylko komplet WSS"),
        ((), [], set(), "todo", "nie ma kompletu plików .csr i .jks"),
    ],
)
def test_requests(
    there: Sequence[Purpose], entries: list[Entry], interrupted: set[str], state: str, words: str
) -> None:
    current = {each: pair(each) for each in there}
    step(csr.proves(seen(current=current, every=entries, interrupted=frozenset(interrupted))), state, words)


def test_application() -> None:
    letter = run(history.LETTER)
    step(sow.proves(seen(BOTH)), "done", "są już certyfikaty wydane na ten wniosek")
    step(sow.proves(seen(every=letter)), "done", "przyszła już odpowiedź na wniosek")
    step(sow.proves(seen()), "todo", "brak zapisu, że wykonano")
    words = "zapisano 22.11.2026 jako wykonane, bez sprawdzenia"
    step(sow.proves(seen(every=[{**TOLD, "flow": "sow"}])), "said", words)


LINKS = "odnośniki z wiadomości"
TLS = {"tls": BOTH["tls"]}


@pytest.mark.parametrize(
    ("certified", "link", "letter", "state", "words"),
    [
        (BOTH, DAY, True, "done", "oba certyfikaty z urzędu są w folderze"),
        (TLS, None, False, "partly", "w folderze brakuje certyfikatu WSS"),
        (TLS, DAY, True, "partly", f"w folderze brakuje certyfikatu WSS; {LINKS} działają do 22.11.2026"),
        (
            TLS,
            DAY - timedelta(1),
            True,
            "partly",
            f"w folderze brakuje certyfikatu WSS; {LINKS} działały do 21.11.2026",
        ),
        ({}, DAY, True, "waiting", f"wiadomość jest, pliki trzeba jeszcze pobrać; {LINKS} działają do 22.11.2026"),
        (
            {},
            DAY - timedelta(1),
            True,
            "doubt",
            f"plików nie pobrano; {LINKS} działały do 21.11.2026; trzeba zacząć od kroku 1",
        ),
        ({}, None, True, "waiting", "wniosek wpłynął; czekamy na drugą wiadomość, z odnośnikami"),
        ({}, None, False, "todo", "w folderze nie ma jeszcze certyfikatów z urzędu"),
    ],
)
def test_certificates(certified: Any, link: date | None, *, letter: bool, state: str, words: str) -> None:
    details = {"deadline": link.isoformat()} if link is not None else {}
    entries = run(history.LETTER, **details) if letter else []
    over = "po terminie" if link is not None and link < DAY else ""
    step(mail.proves(seen(certified, every=entries, standing=Standing(over=over))), state, words)


def test_p12_files(tmp_path: Path) -> None:
    paths = {purpose: tmp_path / f"{purpose}.p12" for purpose in PURPOSES}
    for purpose, path in paths.items():
        path.write_bytes(purpose.encode())
    found = [Contents(path, Kind.PKCS12, 3) for path in paths.values()]
    files = {path.name: file_sha256(path) for path in paths.values()}
    parts = {each: {"output": f"{each}.p12", "sha256": sha256_thumbprint(BOTH[each])} for each in PURPOSES}
    made = run(history.PKCS12, files=files, parts=parts)

    def judged(*, found: Any = found, entries: Any = made, certified: Any = BOTH, cut: bool = False) -> tuple[str, str]:
        interrupted = frozenset({history.PKCS12} if cut else ())
        result = p12.proves(seen(certified, found=found, every=entries, interrupted=interrupted))
        return result.state, result.evidence

    assert judged() == ("done", "sprawdzone przy utworzeniu: tls.p12, wss.p12")
    assert judged(cut=True) == ("partly", "tworzenie plików .p12 zostało przerwane; da się je dokończyć")
    gone = ("doubt", "według dziennika pliki .p12 powstały, ale zniknęły albo się zmieniły")
    assert judged(found=found[:1]) == gone
    assert judged(found=[]) == gone
    foreign = ("doubt", "są pliki .p12, których ten program nie utworzył")
    assert judged(entries=[]) == foreign
    one = run(history.PKCS12, files={"tls.p12": files["tls.p12"]}, parts={"tls": parts["tls"]})
    assert judged(entries=one) == foreign  # ours is as it was; the other one is somebody's
    nothing = ("todo", "nie ma jeszcze nowych plików .p12")
    assert judged(entries=[], certified=TLS) == nothing
    assert judged(entries=[], found=[]) == nothing
    closed = [Contents(tmp_path / "tls.jks", Kind.PKCS12, 3), Contents(paths["tls"], Kind.CERTIFICATE, 3)]
    assert judged(entries=[], found=closed) == nothing
    renamed = tmp_path / "A.PFX"
    paths["wss"].rename(renamed)
    assert judged(found=[found[0], Contents(renamed, Kind.PKCS12, 3)]) == (
        "done",
        "sprawdzone przy utworzeniu: A.PFX, tls.p12",
    )
    assert judged(entries=[], found=[Contents(renamed, Kind.PKCS12, 3)]) == foreign
    assert judged() == gone  # listed, and gone since
    renamed.write_bytes(b"inne")
    assert judged(found=[found[0], Contents(renamed, Kind.PKCS12, 3)]) == gone


def test_p12_files_that_cannot_be_or_are_of_before(tmp_path: Path) -> None:
    path = tmp_path / "tls.p12"
    path.write_bytes(b"x")
    found = [Contents(path, Kind.PKCS12, 1)]
    step(p12.proves(seen(standing=Standing(lost="x"))), "todo", "bez klucza (.jks) nie da się utworzyć plików .p12")
    before = run(history.PKCS12, files={"tls.p12": file_sha256(path)})
    anew = run(history.REQUESTS, id_="2")
    words = "pliki .p12 są tu z wcześniejszego odnowienia; nowych jeszcze nie ma"
    step(p12.proves(seen(found=found, every=[*before, *anew])), "todo", words)


def test_certificates_of_other_keys(tmp_path: Path) -> None:
    found = [Contents(tmp_path / "obcy.pem", Kind.CERTIFICATE, 1, certificates=(BOTH["tls"],))]
    words = "certyfikaty są w folderze, ale nie ma do nich klucza (.jks)"
    step(mail.proves(seen(found=found, standing=Standing(lost="x"))), "doubt", words)
    words = "certyfikaty w folderze nie pasują do kluczy z kroku 1; nowych nie ma"
    step(mail.proves(seen(found=found)), "todo", words)
    step(mail.proves(seen(standing=Standing(lost="x"))), "todo", "w folderze nie ma jeszcze certyfikatów z urzędu")


def test_certificates_still_to_be_unpacked(tmp_path: Path) -> None:
    request = tmp_path / "tls.csr"
    request.write_bytes(identity("tls").csr_pem)
    (item,) = (each for each in scan_folder(tmp_path) if each.path == request)
    digest = next(iter(item.key_sha256s))
    waits = CurrentPair("tls", digest, request, tmp_path / "tls.jks", None, None, None)
    (tmp_path / "pobrane").mkdir()
    (tmp_path / "pobrane" / "tls.pem").write_bytes(pem(BOTH["tls"]))

    def judged() -> Proof:
        return mail.proves(Seen(tmp_path, NOW, current={"tls": waits}))

    words = "certyfikaty są w podfolderze pobrane; trzeba przenieść stamtąd pliki tutaj"
    step(judged(), "partly", words)
    (tmp_path / "pobrane" / "tls.pem").unlink()
    with ZipFile(tmp_path / "paczka.zip", "w") as archive:
        archive.writestr("tls.pem", pem(BOTH["tls"]))
    step(judged(), "partly", "certyfikaty są w archiwum paczka.zip; trzeba wyodrębnić z niego pliki")


def test_a_certificate_that_cannot_be_read_now(tmp_path: Path) -> None:
    found = [Contents(tmp_path / "tls.pem", Kind.UNKNOWN, 0, purpose="tls", is_read=False)]
    waits = {purpose: pair(purpose, BOTH["wss"] if purpose == "wss" else None) for purpose in PURPOSES}
    judged = mail.proves(Seen(tmp_path, NOW, found=found, current=waits))
    step(judged, "doubt", "plik tls.pem jest, ale nie da się go teraz odczytać")


def test_of_copies_the_last_name_counts(tmp_path: Path) -> None:
    one, two = tmp_path / "tls (1).p12", tmp_path / "tls.p12"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    assert p12.by_digest([one, tmp_path / "nie ma", two]) == {file_sha256(one): "tls.p12"}


def test_a_portal_without_a_certificate() -> None:
    removed = [{"time": TIME, "event": portal_gap.REMOVED, "id": "9", "flow": "zsmopl"}]
    words = "stary certyfikat usunięty, nowego jeszcze tam nie ma"
    step(zsmopl.proves(seen(BOTH, every=removed)), "partly", words)
    assert zsmopl.warns(seen(BOTH, every=removed)).startswith("UWAGA: w ZSMOPL nie ma teraz żadnego certyfikatu")
    assert zsmopl.warns(seen(BOTH)) == ""


def test_portal() -> None:
    said = [{**TOLD, "flow": "zsmopl"}]
    step(zsmopl.proves(seen(BOTH)), "todo", "brak zapisu, że wykonano")
    step(zsmopl.proves(seen(BOTH, every=said)), "said", "zapisano 22.11.2026 jako wykonane, bez sprawdzenia")
    shown = run(history.PORTAL, closed="done", date=END.isoformat())
    words = f"portal pokazał {END:%d.%m.%Y}"
    step(zsmopl.proves(seen(BOTH, every=shown)), "said", f"{words} (według Państwa słów), tak jak nowy certyfikat")
    step(zsmopl.proves(seen(TLS, every=shown)), "doubt", f"{words}, a nie ma tu certyfikatu WSS")
    old = run(history.PORTAL, closed="done", date="2026-11-20")
    words = "portal pokazał 20.11.2026, a certyfikat w folderze ma inną datę"
    step(zsmopl.proves(seen(BOTH, every=old)), "doubt", words)


@pytest.mark.parametrize(
    ("names", "told", "by_hand", "cut", "state", "words"),
    [
        ((), None, None, False, "todo", "brak zapisu, że wykonano"),
        ((), None, TOLD, False, "said", "zapisano 22.11.2026 jako wykonane, bez sprawdzenia"),
        ((), Told(2), TOLD, True, "partly", "instalacja została przerwana; da się ją dokończyć"),
        (("A",), Told(1), None, True, "done", "sprawdzone: 1 z 1 komputera (A)"),
        (("A", "B"), Told(2), None, False, "done", "sprawdzone: 2 z 2 komputerów (A, B)"),
        (
            ("A", "B"),
            Told(1),
            None,
            False,
            "done",
            "sprawdzone: 2 komputery, a powiedziano 1 (poprawia to „komputery: 2”) (A, B)",
        ),
        (("A", "B"), Told(3), None, True, "partly", "2 z 3 komputerów: A, B"),
        (("A", "B"), Told(4, ("A", "C", "D")), None, False, "partly", "2 z 4 komputerów: A, B; brakuje: C, D"),
        (("A", "B"), None, None, True, "partly", "instalacja została przerwana; da się ją dokończyć"),
        (
            ("A", "B"),
            None,
            None,
            False,
            "done",
            "sprawdzone: A, B; ile jest komputerów, nie wiadomo; proszę wpisać na przykład „komputery: 3”",
        ),
    ],
)
def test_computers(
    names: tuple[str, ...], told: Told | None, by_hand: Entry | None, *, cut: bool, state: str, words: str
) -> None:
    known = Computers(told, dict.fromkeys(map(Place, names), SEEN), SEEN)
    more = {
        "every": [{**by_hand, "flow": "windows"}] if by_hand is not None else [],
        "interrupted": frozenset({history.INSTALL} if cut else ()),
        "here": Place((*names, "nikt")[0], "anna"),
    }
    step(installed(seen(BOTH, computers=known, **more)), state, words)
    step(installed(seen(computers=known, **more)), state, words)  # the .p12 files alone
    later = Computers(
        told, dict.fromkeys(map(Place, names), SEEN), frozenset({"f" * 64})
    )  # of another renewal, seen last
    step(installed(seen(BOTH, computers=later, **more)), state, words)
    if told is None and names and not cut:
        elsewhere = installed(seen(BOTH, computers=known, **{**more, "here": Place("kasa9")}))
        assert (elsewhere.state, "na tym komputerze nie" in elsewhere.evidence) == ("partly", True)
    half = Computers(told, {Place(name): frozenset(sorted(SEEN)[:1]) for name in names}, SEEN)
    assert installed(seen(BOTH, computers=half, here=Place("kasa1"))).state == "todo"


@pytest.mark.parametrize(
    ("stands", "csr_words", "sow_state", "sow_words"),
    [
        (
            Standing(lost="x", over="x", unread="x"),
            "brakuje klucza (.jks) do plików, które tu są",
            "todo",
            "odnośniki z poprzedniego wniosku wygasły; potrzebny jest nowy wniosek",
        ),
        (
            Standing(over="x", unread="x"),
            "odnośniki do certyfikatów wygasły; do nowego wniosku trzeba nowych plików",
            "todo",
            "odnośniki z poprzedniego wniosku wygasły; potrzebny jest nowy wniosek",
        ),
        (
            Standing(unread="x"),
            "plik z kluczem jest, ale nie da się go odczytać; nowych plików jeszcze nie trzeba",
            "done",
            "są już certyfikaty wydane na ten wniosek",
        ),
    ],
)
def test_where_it_cannot_come_to_an_end(stands: Standing, csr_words: str, sow_state: str, sow_words: str) -> None:
    step(csr.proves(seen(BOTH, standing=stands)), "doubt", csr_words)
    step(sow.proves(seen(BOTH, standing=stands)), sow_state, sow_words)


@cache
def another_wss() -> x509.Certificate:
    request = read_request(identity("wss").csr_pem)
    assert request is not None
    return authority().issue(request, "wss", NOW, 100)


def test_raportnet() -> None:
    def judged(entries: list[Entry], certified: Any = BOTH) -> tuple[str, str]:
        result = raportnet.proves(seen(certified, every=entries))
        return result.state, result.evidence

    window = run(history.REPLACED, days=[END.isoformat()])
    person = run(history.COMPARED, closed="done", day=END.isoformat())
    assert judged([*window, {**TOLD, "event": stopped.STOPPED}]) == (
        "partly",
        "RaportNet może być zatrzymany; trzeba nacisnąć „START”",
    )
    done = ("done", "22.11.2026 odczytano w jego oknie nową datę i pracę po „START”")
    assert judged(window) == judged(window, {}) == done
    assert judged(person) == ("said", "22.11.2026 porównano datę odczytaną przez człowieka; zgadza się")
    unnamed = run(history.REPLACED, closed="done", days=[END.isoformat()])
    assert judged(unnamed) == ("said", "22.11.2026 odczytano w jego oknie nową datę; nazwę ma sprawdzić człowiek")
    doubt = ("doubt", "wykonano 22.11.2026, ale dla certyfikatu z inną datą niż ten w folderze")
    assert judged(window, {"wss": another_wss()}) == judged(run(history.REPLACED, days=[])) == doubt
    assert judged([]) == ("todo", "brak zapisu, że wykonano")
    said = ("said", "zapisano 22.11.2026 jako wykonane, bez sprawdzenia")
    assert judged([{**TOLD, "flow": "raportnet"}]) == said


def test_deadlines() -> None:
    def what(*pairs: CurrentPair, link: date | None = None, profile: date | None = None) -> tuple[Deadline, ...]:
        letter = run(history.LETTER, "1", deadline=link.isoformat()) if link is not None else []
        told = run(history.PROFILE, "2", until=profile.isoformat()) if profile is not None else []
        return due.deadlines(seen(current={each.purpose: each for each in pairs}, every=[*letter, *told]))

    full, renewal = (pair("tls", BOTH["tls"]), pair("wss", another_wss())), "tlstlstls wsswsswss"
    first = local(another_wss().not_valid_after_utc).date()
    ends = Deadline("certificate", "Koniec ważności certyfikatów", first, renewal)
    assert what(*full, link=DAY) == (ends,)
    half = (pair("tls"), pair("wss", another_wss()))
    links = Deadline("link", "Pobranie certyfikatów z wiadomości", DAY, renewal)
    assert what(*half, link=DAY) == (links, ends)
    assert what(pair("tls"), pair("wss"), link=DAY) == (links,)
    assert what(pair("tls"), pair("wss")) == what() == ()
    signing = Deadline("profile", "Koniec ważności Profilu Zaufanego", DAY, renewal)
    assert what(pair("tls"), pair("wss"), profile=DAY) == (signing,)
    assert what(profile=DAY) == (Deadline("profile", "Koniec ważności Profilu Zaufanego", DAY, ""),)


def test_what_an_interrupted_run_left(tmp_path: Path) -> None:
    def left(**entry: Any) -> bool:
        return left_something(entry, tmp_path)

    (tmp_path / "b").write_bytes(b"")
    assert left(plan={"writes": ["a", "b"]})
    assert not left(plan={"writes": ["a"]})
    assert left(plan={"writes": []})  # work elsewhere
    assert not any((left(), left(plan=3), left(plan={}), left(plan={"writes": [".."]}), left(plan={"writes": 3})))


def test_an_absent_folder_proves_nothing(tmp_path: Path) -> None:
    found = survey(tmp_path / "nie ma", at(lambda: NOW))
    assert {(each.state, each.evidence) for each in found.steps} == {("todo", "nie zaczęto")}
    assert [each.flow for each in found.steps] == ["csr", "sow", "mail", "p12", "zsmopl", "windows", "raportnet"]
    assert (found.folder, found.deadlines, found.number, found.warnings) == (tmp_path / "nie ma", (), None, {})


def test_where_to_go_on() -> None:
    def steps(*states: Any) -> tuple[StepEvidence, ...]:
        return tuple(StepEvidence(state, "", str(number)) for number, state in enumerate(states))

    assert Survey(Path(), steps("done", "said", "partly", "todo")).next == "2"
    assert Survey(Path(), steps("done", "said")).next is None
    assert Survey(Path(), steps("waiting"), urgent="raportnet").next == "raportnet"


def test_a_survey_as_a_whole(tmp_path: Path) -> None:
    """What each step is judged by reaches it: the journal, the ledger, the clock, what was said by hand."""
    journal = Journal(tmp_path, at(lambda: NOW))
    for flow in ("sow", "windows"):
        journal.append("by-hand", flow, flow=flow)
    details = {"deadline": "2026-12-20", "number": "123"}
    for event in ("started", "verified"):
        journal.append(event, "1", operation=history.LETTER, plan={"details": details})
    for event in ("started", "done"):
        journal.append(event, "2", operation=history.PROFILE, plan={"details": {"until": "2027-01-01"}})
    (tmp_path / "tls.csr").write_bytes(identity("tls").csr_pem)
    (tmp_path / "tls.jks").write_bytes(identity("tls").jks())
    found = survey(tmp_path, at(lambda: NOW))
    assert found.folder == tmp_path
    assert found.number == "123"
    assert found.warnings == {}
    assert {each.flow: each.state for each in found.steps} == {
        "csr": "partly",
        "sow": "done",
        "mail": "waiting",
        "p12": "todo",
        "zsmopl": "todo",
        "windows": "said",
        "raportnet": "todo",
    }
    assert [(each.kind, each.day, bool(each.renewal)) for each in found.deadlines] == [
        ("link", date(2026, 12, 20), True),
        ("profile", date(2027, 1, 1), True),
    ]
    stopped.note(stopped.STOPPED, tmp_path, at(lambda: NOW))
    found = survey(tmp_path, at(lambda: NOW))
    assert found.steps[-1].state == "partly"
    assert found.warnings == {"raportnet": stopped.warning(journal.entries()[-1], NOW)}
    assert found.next == "raportnet"
