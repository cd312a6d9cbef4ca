"""„Gotowe” is never said of something broken: every operation is carried out for real, then what it made is spoilt
before it is verified, and the runner has to refuse. A new operation without a scene here fails the last test.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import tools
from support.authority import NOW, PASSWORD, authority, identity, lay_out, pem
from support.p12_files import p12, thumbprint
from support.raportnet import OLD, Counter
from support.refusal import assert_fit_to_show
from support.running import CSR, HERE, OWN, P12, at, csr_answers, p12_answers
from support.undoing import undo_last

from assistant.screen.step_sentences import done
from flows.base.errors import FlowError
from flows.calendar.write_calendar import WriteCalendar
from flows.catalogue import EVERY
from flows.crypto.pkcs12 import write_p12
from flows.crypto.requests import build_request, read_request
from flows.engine import moving, runner
from flows.engine.journal import Journal
from flows.engine.model import Do
from flows.engine.plan import Operation, Plan, Result
from flows.engine.redo import redo_last
from flows.engine.undo_problems import Way
from flows.folder import kept_form
from flows.folder.computer_count import parse_computers
from flows.folder.deadlines import Deadline
from flows.folder.ledger import FILE_NAME as LEDGER
from flows.folder.ledger import Ledger
from flows.folder.names import PURPOSES
from flows.mail.collect_downloads import CollectDownloads
from flows.mail.letters.letter import Letter
from flows.mail.record_letter import RecordLetter
from flows.ports.computer import Computer
from flows.practice.practice import practice_computer, practice_flows
from flows.practice.practice_office import PracticeOffice
from flows.raportnet.by_hand import CompareRaportNet, GuideRaportNet, OpenByHand
from flows.raportnet.replace_raportnet import ReplaceInRaportNet
from flows.sow.checked import Checked
from flows.sow.keep_form import KeepForm
from flows.sow.open_site import OpenSite
from flows.sow.record_profile import RecordProfile
from flows.stores.choose import open_store
from flows.windows import flow as windows
from flows.windows.install_certificates import InstallCertificates
from flows.windows.make_kit import KIT, MakeKit
from flows.windows.retire_old import RetireOld
from flows.zsmopl.compare_portal import ComparePortal

STAMP = "20261120-101112"
FLIPS = 12
"""Bytes of each file that are spoilt, one at a time, spread over the whole of it."""


@dataclass
class Scene:
    """An operation about to be carried out below ``root``, and ways to spoil what lies outside its files."""

    root: Path
    operation: Operation
    answers: dict[str, Any]
    outside: dict[str, Callable[[Plan], None]] = field(default_factory=dict)
    computer: Computer = HERE


class Spoilt:
    """The real operation; something happens to its work between doing and verifying."""

    def __init__(self, real: Operation, spoil: Callable[[Plan], None]) -> None:
        self._real, self._spoil = real, spoil

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def verify(self, plan: Plan, answers: Any, computer: Computer) -> Result:
        self._spoil(plan)
        return self._real.verify(plan, answers, computer)


class Repeated(Spoilt):
    """The same without the work: what the first run made is put back as it was, so that many ways can be tried."""

    def __init__(self, real: Operation, spoil: Callable[[Plan], None], made: Photograph, written: Any) -> None:
        super().__init__(real, spoil)
        self._made, self._written = made, written

    def apply(self, *_: object) -> Any:
        self._made.restore()
        return self._written


class Photograph:
    """Every file below a folder, to be put back."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files = {path: path.read_bytes() for path in root.rglob("*") if _counts(path)}
        self._folders = {path for path in root.rglob("*") if path.is_dir()}

    def restore(self) -> None:
        for path in sorted(self._root.rglob("*"), reverse=True):
            if _counts(path) and path not in self._files:
                path.unlink()
            elif path.is_dir() and path not in self._folders and not any(path.iterdir()):
                path.rmdir()
        for path, data in self._files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)


def _counts(path: Path) -> bool:
    return path.is_file() and path.name not in OWN


# --- the scenes ----------------------------------------------------------------------------------------------


def _folder(root: Path) -> Path:
    made = root / "Certyfikaty P1 żółw"
    made.mkdir(parents=True, exist_ok=True)
    return made


def _packed(folder: Path, number: int = 0) -> None:
    for purpose in PURPOSES:
        (folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose, number))


def requests(root: Path) -> Scene:
    return Scene(root, CSR, csr_answers(_folder(root)))


def collecting(root: Path) -> Scene:
    folder, downloads = _folder(root), root / "Pobrane"
    lay_out(folder, stamp=STAMP)
    downloads.mkdir()
    for purpose in PURPOSES:
        (downloads / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    return Scene(root, CollectDownloads(), {"folder": folder, "pobrane": downloads})


def packing(root: Path) -> Scene:
    folder = _folder(root)
    lay_out(folder, stamp=STAMP)
    for purpose in PURPOSES:
        (folder / f"{purpose}.pem").write_bytes(pem(identity(purpose).certificate))
    return Scene(root, P12, p12_answers(folder))


def letter(root: Path) -> Scene:
    folder = _folder(root)
    day = date(2026, 11, 20)
    grant = Letter("grant", "123", day, day + timedelta(days=30), ("https://ezdrowie.gov.pl/1",), (), ())
    outside = {"the journal is gone": lambda _plan: (folder / OWN[0]).unlink()}
    return Scene(root, RecordLetter(), {"folder": folder, "wiadomosc": grant}, outside)


def letter_read_again(root: Path) -> Scene:
    """The calendar is there from the first reading; it is none of this run's files."""
    scene = letter(root)
    _perform(scene, scene.operation)
    (calendar,) = scene.answers["folder"].glob("*.ics")
    scene.outside["the calendar is gone"] = lambda _plan: calendar.unlink()
    scene.outside["another calendar"] = lambda _plan: calendar.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    return scene


def _store(root: Path, kind: str) -> str:
    if kind == "nss":
        tools.need("certutil")
        tools.need("pk12util")
    return f"{kind}:{root / 'magazyn'}"


def installing(root: Path, kind: str) -> Scene:
    folder = _folder(root)
    _packed(folder)
    name = _store(root, kind)
    answers = {"folder": folder, "haslo": PASSWORD, "magazyn": name, "maszyna": False}
    answers["komputery"] = parse_computers("2: KASA1, KASA2")
    store = open_store(name)

    def only_the_certificate(_plan: Plan) -> None:
        archived = store.archive(thumbprint("tls"))
        store.remove(thumbprint("tls"))
        store.restore(archived if kind == "nss" else pem(identity("tls").certificate))

    def another(_plan: Plan) -> None:
        store.remove(thumbprint("wss"))
        store.install(p12("wss", 5), PASSWORD)

    def cannot_be_written(_plan: Plan) -> None:
        (folder / LEDGER).unlink(missing_ok=True)
        (folder / LEDGER).mkdir()

    outside = {
        **{f"{each} taken out": lambda _plan, each=each: store.remove(thumbprint(each)) for each in PURPOSES},
        "certificate without its key": only_the_certificate,
        "another certificate in its place": another,
        "the store is gone": lambda _plan: shutil.rmtree(root / "magazyn"),
        "the ledger cannot be written": cannot_be_written,
    }
    return Scene(root, InstallCertificates(), answers, outside)


def retiring(root: Path, kind: str) -> Scene:
    folder = _folder(root)
    _packed(folder)
    name = _store(root, kind)
    store, other = open_store(name), identity("tls", 7)
    request = read_request(build_request(other.key, identity("tls").subject))
    assert request is not None
    old = authority().issue(request, "tls", NOW - timedelta(days=900))
    store.install(write_p12("P1 TLS dawny", other.key, old, (), PASSWORD, aes=False), PASSWORD)
    for purpose in PURPOSES:
        store.install(p12(purpose), PASSWORD)
    answers = {"folder": folder, "haslo": PASSWORD, "magazyn": name, "maszyna": False, "wazne": False}
    outside = {
        "the old one is back": lambda plan: store.restore(plan.writes[0].read_bytes()),
        "a new one went too": lambda _plan: store.remove(thumbprint("wss")),
    }
    return Scene(root, RetireOld(), answers, outside)


def kit(root: Path) -> Scene:
    folder = _folder(root)
    _packed(folder)
    (root / "pendrive").mkdir()
    Ledger(folder, HERE).record("windows", ["a" * 64])
    there = root / "pendrive" / KIT
    outside = {
        "the ledger on the stick is gone": lambda _plan: (there / LEDGER).unlink(),
        "another computer wrote into one ledger only": lambda _plan: Ledger(folder, HERE).record("nss", ["b" * 64]),
        "the original changed": lambda _plan: (folder / f"tls-{STAMP}.p12").write_bytes(p12("tls", 3)),
    }
    return Scene(root, MakeKit(), {"folder": folder, "haslo": PASSWORD, "cel": root / "pendrive"}, outside)


def office(root: Path) -> Scene:
    folder = _folder(root)
    lay_out(folder, stamp=STAMP)
    return Scene(root, PracticeOffice(root / "Pobrane"), {"folder": folder, "wyslany": True})


def calendar(root: Path) -> Scene:
    days = (
        Deadline("link", "Odnośniki", date(2026, 12, 20), "a"),
        Deadline("certificate", "WSS", date(2028, 11, 21), "a"),
    )
    return Scene(root, WriteCalendar(lambda _folder, _now: days), {"folder": _folder(root)})


def keeping(root: Path) -> Scene:
    """The file lies among the settings, not in the folder: the operation alone looks at it."""
    path = root / "ustawienia" / kept_form.FILE_NAME
    answers = {
        "folder": _folder(root),
        "identyfikator": Checked("1234567", None),
        "podmiot": Checked("Apteka pod Żółwiem", None),
    }
    older = kept_form.as_text({"identyfikator": "7654321"}, "0" * 12).encode()
    outside = {
        "gone": lambda _plan: path.unlink(),
        "empty": lambda _plan: path.write_bytes(b""),
        "half": lambda _plan: path.write_bytes(path.read_bytes()[:-70]),
        "one digit": lambda _plan: path.write_bytes(path.read_bytes().replace(b"1234567", b"1234667")),
        "another pharmacy": lambda _plan: path.write_bytes(older),
    }
    return Scene(root, KeepForm(), answers, outside, at(kept_form=lambda: path))


def raportnet(root: Path) -> Scene:
    """The program on paper; what it shows changes, or it ends, after the certificate was put into it."""
    counter = Counter(root)
    file = root / "raportnet.json"

    def shows(until: str) -> Callable[[Plan], None]:
        def change(_plan: Plan) -> None:
            state = json.loads(file.read_text("utf-8"))
            state["until"] = until
            for dialog in state["dialogs"]:
                if "until" in dialog:
                    dialog["until"] = until
            file.write_text(json.dumps(state), "utf-8")

        return change

    def stays_stopped(_plan: Plan) -> None:
        state = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps({**state, "odd": {**state["odd"], "stubborn": True}}), "utf-8")

    outside = {
        "the old date again": shows(OLD),
        "no certificate": shows(""),
        "it does not start": stays_stopped,
        "the program is gone": lambda _plan: file.unlink(),
    }
    return Scene(root, counter.operation, counter.answers, outside, counter.computer)


SCENES: dict[str, tuple[type, Callable[[Path], Scene]]] = {
    "requests": (type(CSR), requests),
    "collecting": (CollectDownloads, collecting),
    "packing": (type(P12), packing),
    "letter": (RecordLetter, letter),
    "letter read again": (RecordLetter, letter_read_again),
    "installing, nss": (InstallCertificates, lambda root: installing(root, "nss")),
    "installing, folder": (InstallCertificates, lambda root: installing(root, "folder")),
    "retiring, nss": (RetireOld, lambda root: retiring(root, "nss")),
    "retiring, folder": (RetireOld, lambda root: retiring(root, "folder")),
    "kit": (MakeKit, kit),
    "calendar": (WriteCalendar, calendar),
    "keeping the form": (KeepForm, keeping),
    "raportnet": (ReplaceInRaportNet, raportnet),
    "practice office": (PracticeOffice, office),
}
UNSEEN = {OpenSite, ComparePortal, GuideRaportNet, CompareRaportNet, OpenByHand, RecordProfile}
"""Operations whose work no program can see: they never claim to have seen it."""


# --- how things are spoilt -----------------------------------------------------------------------------------


def _flips(path: Path) -> Iterator[tuple[str, Callable[[Plan], None]]]:
    data = path.read_bytes()
    for step in range(FLIPS):
        position = (len(data) - 1) * step // (FLIPS - 1)
        spoilt = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        yield f"{path.name}: byte {position}", lambda _plan, spoilt=spoilt: path.write_bytes(spoilt)


def _spoiling(plan: Plan, older: dict[str, bytes]) -> Iterator[tuple[str, Callable[[Plan], None]]]:
    """Everything done to the files; ``older`` has one of an earlier renewal for each suffix."""
    for path in plan.writes:
        data = path.read_bytes()
        yield from _flips(path)
        yield f"{path.name}: gone", lambda _plan, path=path: path.unlink()
        for name, changed in {"empty": b"", "half": data[: len(data) // 2], "longer": data + b"\0"}.items():
            yield f"{path.name}: {name}", lambda _plan, path=path, changed=changed: path.write_bytes(changed)
        replaced = older[path.suffix]
        assert replaced != data
        yield f"{path.name}: an older one", lambda _plan, path=path, replaced=replaced: path.write_bytes(replaced)
    for one, two in combinations(plan.writes, 2):
        if one.suffix == two.suffix:
            yield f"{one.name} and {two.name} swapped", lambda _plan, one=one, two=two: _swap(one, two)


def _swap(one: Path, two: Path) -> None:
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def _older() -> dict[str, bytes]:
    old = identity("tls", 7)
    return {
        ".jks": old.jks(),
        ".csr": old.csr_pem,
        ".pem": pem(old.certificate),
        ".p12": p12("tls", 7),
        ".txt": b"Certyfikat P1: TLS\r\n",
        ".ics": b"BEGIN:VCALENDAR\r\nDTSTART;VALUE=DATE:20241220\r\nEND:VCALENDAR\r\n",
        ".eml": b"Subject: dawny list\r\n\r\n",
        ".kopia": b"x",
    }


def _perform(scene: Scene, operation: Any) -> Result:
    plan = runner.prepare(scene.operation, scene.answers, scene.computer)
    return runner.perform(operation, plan, scene.answers, scene.computer, lambda _: None)


def _events(plan: Plan) -> list[str]:
    return [entry["event"] for entry in Journal(plan.folder, HERE).entries()]


@pytest.mark.parametrize("name", SCENES)
def test_what_was_spoilt_after_the_work_is_never_called_done(name: str, tmp_path: Path) -> None:
    scene = SCENES[name][1](tmp_path)
    plan = runner.prepare(scene.operation, scene.answers, scene.computer)
    assert not plan.nothing_to_do
    written: list[Any] = []
    photographs: list[Photograph] = []
    first = Spoilt(scene.operation, lambda _plan: photographs.append(Photograph(scene.root)))

    def remembering(*arguments: Any) -> Any:
        written.append(scene.operation.apply(*arguments))
        return written[-1]

    first.apply = remembering  # type: ignore[attr-defined]
    result = runner.perform(first, plan, scene.answers, scene.computer, lambda _: None)
    assert result.seen
    assert done(result).startswith("Gotowe i sprawdzone")
    assert set(written[0] or ()) == set(plan.writes)
    (made,) = photographs
    ways = dict(_spoiling(plan, _older()))
    assert ways or scene.outside
    for way, spoil in {**ways, **scene.outside}.items():
        spoilt = Repeated(scene.operation, spoil, made, written[0])
        before = len(_events(plan))
        with pytest.raises(FlowError) as caught:
            pytest.fail(
                f"{name}, {way}: {done(runner.perform(spoilt, plan, scene.answers, scene.computer, lambda _: None))}"
            )
        assert_fit_to_show(caught.value.problem)
        said = _events(plan)[before:]
        assert way == "the journal is gone" or ("failed" in said and "verified" not in said), way
    # And the refusals above were no accident of the way it was tried: unspoilt, it is done.
    assert runner.perform(
        Repeated(scene.operation, lambda _: None, made, written[0]), plan, scene.answers, scene.computer, lambda _: None
    ).seen


AGAIN = ("requests", "collecting", "packing", "installing, nss", "installing, folder", "practice office")


@pytest.mark.parametrize("name", AGAIN)
def test_what_is_there_already_is_looked_at_and_not_believed(name: str, tmp_path: Path) -> None:
    """Planned as „nothing to do”, then spoilt: here nobody knows the bytes, so what the files mean decides."""
    scene = SCENES[name][1](tmp_path)
    first = runner.prepare(scene.operation, scene.answers, scene.computer)
    runner.perform(scene.operation, first, scene.answers, scene.computer, lambda _: None)
    plan = runner.prepare(scene.operation, scene.answers, scene.computer)
    assert plan.nothing_to_do
    made = Photograph(scene.root)
    telling = ("gone", "empty", "half", "older one", "swapped")
    ways = {
        way: spoil for way, spoil in _spoiling(first, _older()) if way.endswith(telling) and not _means_nothing(way)
    }
    ways |= {way: spoil for way, spoil in scene.outside.items() if "ledger" not in way}
    for way, spoil in ways.items():
        if name == "collecting" and way.endswith("swapped"):
            continue  # names mean nothing there: files are known by their keys
        with pytest.raises(FlowError):
            pytest.fail(f"{name}, {way}: {_done_again(scene, plan, spoil)}")
        made.restore()
    assert runner.perform(scene.operation, plan, scene.answers, scene.computer, lambda _: None).seen


def _means_nothing(way: str) -> bool:
    """A note is for people, and the letter of practice may be read or not: neither is part of what is looked for."""
    return ".txt" in way or ".eml" in way


def _done_again(scene: Scene, plan: Plan, spoil: Callable[[Plan], None]) -> str:
    return done(runner.perform(Spoilt(scene.operation, spoil), plan, scene.answers, scene.computer, lambda _: None))


def test_what_no_program_can_see_is_not_called_done(tmp_path: Path) -> None:
    scene = packing(tmp_path)
    folder = scene.answers["folder"]
    site = OpenSite("site", "portal", lambda _: "https://example.com", lambda _: ())
    needless = replace(site, needless=lambda _: "Nie ma czego otwierać")
    end = identity("wss").certificate.not_valid_after_utc.date()
    operations = (site, needless, *(kind() for kind in sorted(UNSEEN - {OpenSite}, key=str)))
    answers = {"folder": folder, "data": end, "data_raportnet": end, "profil": end, "profil_okien": None}
    for operation, computer in product(operations, (HERE, practice_computer(HERE, tmp_path))):
        plan = runner.prepare(operation, answers, computer)
        result = runner.perform(operation, plan, answers, computer, lambda _: None)
        assert not result.seen
        assert "otowe" not in done(result)


@pytest.mark.parametrize("way", ["undo", "redo"])
@pytest.mark.parametrize("spoil", ["empty", "half", "gone", "both names"])
def test_undoing_and_bringing_back_are_seen_too(
    spoil: str, way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = packing(tmp_path)
    folder = scene.answers["folder"]
    _perform(scene, scene.operation)
    if way == "redo":
        undo_last(folder, HERE)
    honest = moving._move

    def losing(source: Path, target: Path, way: Way) -> None:
        data = source.read_bytes()
        honest(source, target, way)
        if spoil == "gone":
            target.unlink()
        elif spoil == "both names":
            source.write_bytes(data)
        else:
            target.write_bytes(data[: len(data) // 2] if spoil == "half" else b"")

    monkeypatch.setattr(moving, "_move", losing)
    with pytest.raises(FlowError, match=f"{way}-failed") as caught:
        undo_last(folder, HERE) if way == "undo" else redo_last(folder, HERE)
    assert_fit_to_show(caught.value.problem)
    assert _events(Plan("", folder, "", (), (), ""))[-1] == f"{way}ing"


def test_an_archive_not_to_be_trusted_keeps_the_certificate_in_the_store(tmp_path: Path) -> None:
    scene = retiring(tmp_path, "folder")
    plan = runner.prepare(scene.operation, scene.answers, scene.computer)
    plan.writes[0].write_bytes(b"kopia z przerwanej pracy, uszkodzona")
    before = {each.sha256 for each in open_store(scene.answers["magazyn"]).list()}
    with pytest.raises(FlowError, match="not-verified"):
        runner.perform(scene.operation, plan, scene.answers, scene.computer, lambda _: None)
    assert {each.sha256 for each in open_store(scene.answers["magazyn"]).list()} == before


def test_a_kit_of_an_earlier_renewal_is_refused_whatever_its_names(tmp_path: Path) -> None:
    scene = kit(tmp_path)
    _perform(scene, scene.operation)
    there = scene.answers["cel"] / KIT
    for path in [*there.glob("*.p12"), *scene.answers["folder"].glob("*.p12")]:
        path.rename(path.with_name(path.name.replace("2026", "2028"))) if path.parent != there else path.unlink()
    with pytest.raises(FlowError, match="file-exists"):
        runner.prepare(scene.operation, scene.answers, scene.computer)


def test_every_operation_has_a_scene(tmp_path: Path) -> None:
    flows = (*EVERY.values(), *practice_flows(tmp_path).values(), windows.FLOW, windows.KIT, windows.OLD)
    operations = {type(item.operation) for flow in flows for item in flow.items if isinstance(item, Do)}
    assert operations - UNSEEN <= {kind for kind, _ in SCENES.values()}, "spoil what a new operation makes, here"
