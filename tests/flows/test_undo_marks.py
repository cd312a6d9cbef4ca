"""Entries about steps done by hand: „cofnij” names them and never reaches past; what undoing keys costs."""

from pathlib import Path
from typing import Any

import pytest
from support.authority import identity, pem
from support.refusal import refused
from support.running import CSR, HERE, csr_answers, do
from support.undoing import OPERATIONS

from flows.engine.journal import Journal, file_sha256
from flows.engine.plan import Noting
from flows.engine.undo import Marks, Taking, undo_last, would_undo
from flows.folder import history
from flows.folder.undo_cost import worthless
from flows.survey import survey

MADE = "1"


def files_made(folder: Path, operation: str = "generate-requests", number: str = MADE) -> None:
    (folder / f"{number}.csr").write_bytes(number.encode())
    journal = Journal(folder, HERE)
    plan = _plan(operation, writes=[f"{number}.csr"])
    journal.append("started", number, operation=operation, plan=plan)
    files = {f"{number}.csr": file_sha256(folder / f"{number}.csr")}
    journal.append("verified", number, operation=operation, files=files)


def _plan(operation: str, writes: list[str] | None = None, **details: Any) -> dict[str, Any]:
    texts = {"operation": operation, "summary": "", "lines": [], "undo": "", "nothing_to_do": False}
    return {**texts, "writes": writes or [], "details": details}


def said(folder: Path, flow: str, number: str) -> None:
    Journal(folder, HERE).append("by-hand", number, flow=flow)


def noted(folder: Path, operation: str, number: str, event: str = "done", **details: Any) -> None:
    journal = Journal(folder, HERE)
    journal.append("started", number, operation=operation, plan=_plan(operation, **details))
    journal.append(event, number, operation=operation, files={})


def looks(folder: Path, marks: Marks | None = None) -> Taking:
    return would_undo(folder, HERE, OPERATIONS, marks)


def test_an_entry_goes_before_the_files_and_touches_none(tmp_path: Path) -> None:
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    noted(tmp_path, "compare-portal", "3", date="2028-11-21")
    names = sorted(path.name for path in tmp_path.glob("*.csr"))
    for kind, key in (("mark", "compare-portal"), ("mark", "sow"), ("files", "generate-requests")):
        assert (looks(tmp_path).kind, looks(tmp_path).key) == (kind, key)
        assert sorted(path.name for path in tmp_path.glob("*.csr")) == names
        undo_last(tmp_path, HERE, OPERATIONS)
    with refused("nothing-to-undo"):
        looks(tmp_path)


def test_what_was_said_twice_is_withdrawn_once(tmp_path: Path) -> None:
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    said(tmp_path, "sow", "3")
    assert undo_last(tmp_path, HERE, OPERATIONS)[1].ids == ("3", "2")
    assert history.said(Journal(tmp_path, HERE).entries()) == {}
    assert looks(tmp_path).kind == "files"


def test_an_entry_before_the_files_is_not_withdrawn_with_one_after(tmp_path: Path) -> None:
    said(tmp_path, "sow", "0")
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    assert looks(tmp_path).ids == ("2",)


@pytest.mark.parametrize(
    ("operation", "details", "says"),
    [
        ("compare-portal", {"date": "2028-11-21"}, "ZSMOPL pokazuje 21.11.2028"),
        ("compare-raportnet", {"day": "2028-11-21"}, "RaportNet pokazuje 21.11.2028"),
        ("record-profile", {"until": "2028-01-03"}, "Profil Zaufany jest ważny do 03.01.2028"),
        ("record-letter", {}, "przyszła wiadomość"),
        ("replace-raportnet", {}, "w samym RaportNecie niczego to nie zmieni"),
    ],
)
def test_what_only_stands_in_the_journal_is_named(
    tmp_path: Path, operation: str, details: dict[str, str], says: str
) -> None:
    files_made(tmp_path)
    noted(tmp_path, operation, "2", "verified" if operation == "replace-raportnet" else "done", **details)
    assert looks(tmp_path).kind == "mark"
    assert says in looks(tmp_path).names[0]
    undo_last(tmp_path, HERE, OPERATIONS)
    assert history.last_finished(Journal(tmp_path, HERE).entries(), operation) is None


def test_those_are_all_that_note(tmp_path: Path) -> None:
    names = {"compare-portal", "compare-raportnet", "record-profile", "record-letter", "replace-raportnet"}
    assert {name for name, each in OPERATIONS.items() if isinstance(each, Noting)} == names


def test_an_interrupted_or_senseless_entry_is_none(tmp_path: Path) -> None:
    files_made(tmp_path)
    Journal(tmp_path, HERE).append("started", "2", operation="compare-portal", plan=_plan("compare-portal"))
    noted(tmp_path, "compare-portal", "3", date="wczoraj")
    noted(tmp_path, "compare-portal", "4")
    noted(tmp_path, "open-sow", "5")
    assert looks(tmp_path).kind == "files"


def test_a_step_by_name_also_from_under_newer_files(tmp_path: Path) -> None:
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    files_made(tmp_path, "build-pkcs12", "3")
    assert looks(tmp_path).kind == "files"
    marks = Marks(frozenset({"sow"}), history.this_renewal)
    assert undo_last(tmp_path, HERE, OPERATIONS, marks)[1].ids == ("2",)
    assert len(list(tmp_path.glob("*.csr"))) == 2
    with refused("nothing-to-undo") as problems:
        looks(tmp_path, marks)
    assert "zapisu" in problems[0].what


def test_an_entry_of_an_earlier_renewal_is_left(tmp_path: Path) -> None:
    said(tmp_path, "sow", "0")
    files_made(tmp_path)
    with refused("nothing-to-undo"):
        looks(tmp_path, Marks(frozenset({"sow"}), history.this_renewal))


def test_agreed_to_something_else_takes_nothing(tmp_path: Path) -> None:
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    with refused("undo-other"):
        undo_last(tmp_path, HERE, OPERATIONS, agreed=MADE)
    assert history.said(Journal(tmp_path, HERE).entries()).keys() == {"sow"}


def test_withdrawn_the_step_is_open_again(tmp_path: Path) -> None:
    do(CSR, csr_answers(tmp_path))
    said(tmp_path, "sow", "2")
    assert survey(tmp_path, HERE).next == "mail"
    undo_last(tmp_path, HERE, OPERATIONS)
    assert survey(tmp_path, HERE).next == "sow"


# --- what it costs -------------------------------------------------------------------------------------------------


def cost(folder: Path) -> str:
    """Of the files, whatever entries lie on top."""
    found = looks(folder)
    while found.kind == "mark" or found.key != "generate-requests":
        undo_last(folder, HERE, OPERATIONS)
        found = looks(folder)
    return worthless(folder, found)


def test_keys_that_went_nowhere_cost_nothing(tmp_path: Path) -> None:
    files_made(tmp_path)
    assert cost(tmp_path) == ""


def test_an_application_before_these_keys_is_none_of_theirs(tmp_path: Path) -> None:
    noted(tmp_path, "open-sow", "0")
    files_made(tmp_path)
    assert cost(tmp_path) == ""


def test_a_page_that_was_opened_and_a_report(tmp_path: Path) -> None:
    files_made(tmp_path)
    said(tmp_path, "sow", "2")
    files = next(each for each in [Taking("files", (MADE,), "generate-requests", "")])
    assert worthless(tmp_path, files).startswith("UWAGA: wysłany wniosek")
    assert cost(tmp_path) == "", "the report was taken back: it was never sent"
    noted(tmp_path, "open-sow", "3")
    assert "jeśli go wysłano" in cost(tmp_path)


@pytest.mark.parametrize("operation", ["record-letter", "collect-downloads", "build-pkcs12"])
def test_an_answer_counts_also_when_it_was_taken_back(tmp_path: Path, operation: str) -> None:
    files_made(tmp_path)
    files_made(tmp_path, operation, "2")
    assert "wydane na niego certyfikaty" in cost(tmp_path)


def test_a_certificate_in_the_folder_that_fits(tmp_path: Path) -> None:
    files_made(tmp_path)
    (tmp_path / "1.csr").write_bytes(identity("tls").csr_pem)
    taking = Taking("files", (MADE,), "generate-requests", "", {"1.csr": None})
    (tmp_path / "obcy.pem").write_bytes(pem(identity("tls", 7).certificate))
    assert worthless(tmp_path, taking) == ""
    (tmp_path / "tls.pem").write_bytes(pem(identity("tls").certificate))
    assert "pobrane certyfikaty" in worthless(tmp_path, taking)
    assert worthless(tmp_path, Taking("files", (MADE,), "build-pkcs12", "")) == ""
