"""Journals as an earlier version of the program wrote them (tests/data/journals): each can still be read and used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.running import HERE, PASSWORD, at
from support.undoing import OPERATIONS

from flows.calendar.write_calendar import Calendar
from flows.csr.request_plans import RequestSet
from flows.engine import runner
from flows.engine.details import Details, DetailsError
from flows.engine.journal import FILE_NAME, entries_of
from flows.engine.plan import Plan
from flows.engine.undo import Marks, would_undo
from flows.folder import history
from flows.mail.collect_downloads import Copied
from flows.mail.record_letter import Noted
from flows.p12.build_pkcs12 import Parts
from flows.ports.place import Place
from flows.raportnet.by_hand import ReadOut
from flows.raportnet.plans import Replacement
from flows.sow.keep_form import KeptAt
from flows.sow.record_profile import ProfileEnd
from flows.windows.installation import Installation
from flows.windows.make_kit import Contents
from flows.windows.retire_old import Retirement
from flows.zsmopl.compare_portal import Compared

JOURNALS = Path(__file__).parent.parent / "data" / "journals"
KINDS: dict[str, type[Details]] = {
    "generate-requests": RequestSet,
    "collect-downloads": Copied,
    "build-pkcs12": Parts,
    "record-letter": Noted,
    "install-certificates": Installation,
    "retire-old": Retirement,
    "make-kit": Contents,
    "write-calendar": Calendar,
    "keep-form": KeptAt,
    "record-profile": ProfileEnd,
    "compare-portal": Compared,
    "compare-raportnet": ReadOut,
    "replace-raportnet": Replacement,
}
WITHOUT = {"guide-raportnet"}
"""An operation whose plans have no details."""
SHOWING = {"open-link-1", "open-link-2", "open-raportnet-by-hand", "open-sow", "open-zsmopl"}
"""Those that only open or show something have none either, and no journal here."""


def _begun() -> list[dict[str, Any]]:
    lines = [json.loads(line) for path in sorted(JOURNALS.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return [line for line in lines if line["event"] == "started"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _with(folder: Path, name: str) -> Path:
    shutil.copy(JOURNALS / f"{name}.jsonl", folder / FILE_NAME)
    return folder


def test_details_of_every_operation_read_and_are_written_as_they_were(folder: Path) -> None:
    begun = _begun()
    assert {each["operation"] for each in begun} == KINDS.keys() | WITHOUT
    assert OPERATIONS.keys() == KINDS.keys() | WITHOUT | SHOWING, "a new one needs a journal here"
    for each in begun:
        plan = Plan.from_json(each["plan"], folder)
        if each["operation"] in WITHOUT:
            assert plan.details == {}
        else:
            assert KINDS[each["operation"]].of(plan).to_json() == plan.details


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_has_another_form_is_refused(kind: type[Details], folder: Path) -> None:
    details = next(each["plan"]["details"] for each in _begun() if KINDS.get(each["operation"]) is kind)
    assert kind.from_json({**details, "of a later version": 1}).to_json() == details
    for name in details:
        for odd in (7.5, {"a": 1}, [[[]]]):
            with pytest.raises(DetailsError):
                kind.from_json({**details, name: odd})
    for odd in (None, 7, "x", []):
        with pytest.raises(DetailsError):
            kind.from_json(odd)


def test_what_was_read_out_is_known(folder: Path) -> None:
    entries = entries_of(_with(folder, "read-out"))
    assert str(history.profile_end(entries)) == str(history.portal_date(entries)) == "2028-11-21"
    raportnet = history.raportnet(entries)
    assert raportnet is not None
    assert [str(day) for day in raportnet[1]] == ["2028-11-21"]
    says = {
        name: would_undo(folder, HERE, OPERATIONS, Marks(frozenset({name}))).lines[0]
        for name in KINDS
        if "-" in name and name.startswith(("record-p", "compare"))
    }
    assert says == {
        "record-profile": "Profil Zaufany jest ważny do 21.11.2028",
        "compare-portal": "ZSMOPL pokazuje 21.11.2028, czyli nowy certyfikat",
        "compare-raportnet": "RaportNet pokazuje 21.11.2028, czyli nowy certyfikat",
    }


def test_the_letter_and_the_days_of_raportnet_are_known(folder: Path) -> None:
    letter = entries_of(_with(folder, "letter"))
    known = (history.link_deadline(letter), history.letter_day(letter), history.application_number(letter))
    assert list(map(str, known)) == ["2026-12-20", "2026-11-20", "123"]
    raportnet = history.raportnet(entries_of(_with(folder, "raportnet")))
    assert raportnet is not None
    assert "2028-11-21" in map(str, raportnet[1])


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("requests", 6),
        ("collecting", 2),
        ("packing", 2),
        ("letter", 1),
        ("calendar", 1),
    ],
)
def test_files_can_be_taken_back(name: str, files: int, folder: Path) -> None:
    taking = would_undo(_with(folder, name), HERE, OPERATIONS)
    assert (taking.kind, len(taking.files)) == ("files", files)


def test_interrupted_requests_are_completed_under_their_names(folder: Path) -> None:
    (begun,) = entries_of(_with(folder, "requests-interrupted"))
    (folder / begun["plan"]["writes"][0]).touch()
    answers = {"folder": folder, "haslo": PASSWORD, "bity": 2048, "podmiot": "", "nowy": False}
    plan = runner.interrupted(OPERATIONS["generate-requests"], answers, HERE)
    assert plan is not None
    assert plan.resumes == begun["id"]
    assert [path.name for path in plan.writes] == begun["plan"]["writes"]
    assert plan.details == begun["plan"]["details"]


def test_an_interrupted_installation_of_another_computer_is_not_ours(folder: Path) -> None:
    (begun,) = entries_of(_with(folder, "installing-interrupted"))
    install = OPERATIONS["install-certificates"]
    assert Installation.from_json(begun["plan"]["details"]).is_at(Place("KASA1"))
    other = at(place=Place("KASA2"))
    answers = {"folder": folder, "haslo": PASSWORD, "magazyn": "auto", "maszyna": False}
    assert install.probe(Plan.from_json(begun["plan"], folder), other) == "partly"
    assert runner.interrupted(install, answers, other) is None
