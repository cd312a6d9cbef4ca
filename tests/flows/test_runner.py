"""The order of things: plan, confirm, journal, apply, verify, journal — whatever happens on the way."""

import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from support.refusal import refused
from support.running import HERE, OWN

from flows.base import placing
from flows.base.errors import Cancelled, FlowError, Problem
from flows.base.files import write_new
from flows.catalogue import FLOWS
from flows.engine import runner
from flows.engine.journal import Journal, file_sha256, unfinished
from flows.engine.lock import folder_lock
from flows.engine.plan import Answers, Plan, Probe, Progress, Result
from flows.ports.computer import Computer

BROKEN = FlowError(Problem("broken-on-purpose", "Nie udało się.", (), "Proszę spróbować później.", page="x"))


@dataclass
class Write:
    """Writes the files named in the answers; a hook before each, one at the end, and one when verifying."""

    before: Callable[[Path], object] = lambda _path: None
    check: Callable[[Plan], object] = lambda _plan: None
    seen: bool = True
    resumable: bool = True
    name: str = "write"
    calls: list[str] = field(default_factory=list)
    given: list[Answers] = field(default_factory=list)

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        self.calls.append("plan")
        folder: Path = answers["folder"]
        writes = tuple(folder / name for name in answers["names"] if not (folder / name).exists())
        return Plan(self.name, folder, "Zapiszę", ("wiersz",), writes, "Można.", {"n": 1}, nothing_to_do=not writes)

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Mapping[Path, str]:
        self.calls.append("apply")
        self.given.append(answers)
        progress("Piszę")
        written = {}
        for path in plan.writes:
            self.before(path)
            if not path.exists():
                written[path] = write_new(path, path.name.encode())
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        self.calls.append("verify")
        self.given.append(answers)
        self.check(plan)
        return Result(plan.writes, ("jest",), seen=self.seen)

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        there = sum(path.exists() for path in plan.writes)
        return "not" if there == 0 else "done" if there == len(plan.writes) else "partly"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        self.given.append(answers)
        return plan if self.resumable else None


def raising(error: BaseException) -> Callable[[object], object]:
    def hook(_: object) -> object:
        raise error

    return hook


def at(name: str, error: BaseException) -> Callable[[Path], object]:
    return lambda path: raising(error)(path) if path.name == name else None


def answers(folder: Path, *names: str) -> dict[str, Any]:
    return {"folder": folder, "names": names or ("a.txt", "b.txt")}


def run(operation: Any, given: Answers, said: list[str] | None = None) -> Result:
    plan = runner.prepare(operation, given, HERE)
    return runner.perform(operation, plan, given, HERE, (said if said is not None else []).append)


def entries(folder: Path) -> tuple[dict[str, Any], ...]:
    return Journal(folder, HERE).entries()


def events(folder: Path) -> list[str]:
    return [entry["event"] for entry in entries(folder)]


def test_a_run_leaves_two_entries_that_tell_all(tmp_path: Path) -> None:
    folder, said = tmp_path / "nowy" / "folder", []
    result = run(Write(), answers(folder), said)
    assert result.lines == ("jest",)
    assert said == ["Piszę", "Odczytuję i sprawdzam, co powstało"]
    started, verified = entries(folder)
    assert (started["event"], verified["event"]) == ("started", "verified")
    assert started["id"] == verified["id"]
    assert re.fullmatch("[0-9a-f]{12}", started["id"])
    assert started["operation"] == verified["operation"] == "write"
    assert started["plan"] == Plan.from_json(started["plan"], folder).to_json()
    assert started["plan"]["writes"] == ["a.txt", "b.txt"]
    assert verified["files"] == {name: file_sha256(folder / name) for name in ("a.txt", "b.txt")}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_every_part_of_the_work_gets_the_answers(tmp_path: Path) -> None:
    given = answers(tmp_path)
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), given)
    operation = Write()
    run(operation, given)
    there = Plan("write", tmp_path, "Jest", (), (), "", nothing_to_do=True)
    runner.perform(operation, there, given, HERE, lambda _: None)
    assert operation.calls == ["apply", "verify", "verify"]
    assert operation.given == [given] * 4  # the first one is that of "resume"


@dataclass
class Settling(Write):
    """One that has something to put right at the end."""

    settled: list[tuple[Plan, Answers]] = field(default_factory=list)

    def settle(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        progress("Sprzątam")
        self.settled.append((plan, answers))


@pytest.mark.parametrize("end", [None, BROKEN, KeyboardInterrupt(), ZeroDivisionError()])
def test_what_was_left_in_the_way_is_put_right_however_it_ends(tmp_path: Path, end: BaseException | None) -> None:
    operation, said = Settling(before=at("b.txt", end) if end else lambda _: None), list[str]()
    given = answers(tmp_path)
    plan = operation.plan(given, HERE)
    try:
        runner.perform(operation, plan, given, HERE, said.append)
    except (FlowError, Cancelled, ZeroDivisionError):
        assert end is not None
    assert operation.settled == [(plan, given)]
    assert said[-1] == "Sprzątam"


def test_what_nobody_can_see_is_closed_as_done_and_not_as_verified(tmp_path: Path) -> None:
    run(Write(seen=False), answers(tmp_path))
    assert events(tmp_path) == ["started", "done"]


def test_without_files_nothing_is_said_to_be_read_back(tmp_path: Path) -> None:
    said: list[str] = []
    plan = Plan("write", tmp_path, "Nic nie zapiszę", (), (), "")
    runner.perform(Write(), plan, answers(tmp_path), HERE, said.append)
    assert said == ["Piszę"]
    assert entries(tmp_path)[-1]["files"] == {}


def test_where_there_is_nothing_to_do_there_is_only_looking(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    operation = Write()
    plan = Plan("write", folder, "Jest", (), (), "", nothing_to_do=True)
    assert runner.perform(operation, plan, answers(folder), HERE, lambda _: None).seen
    assert operation.calls == ["verify"]
    assert not folder.exists()


def test_a_failure_stands_in_the_journal_and_the_work_stays_open(tmp_path: Path) -> None:
    with pytest.raises(FlowError, match="broken-on-purpose"):
        run(Write(before=at("b.txt", BROKEN)), answers(tmp_path))
    assert events(tmp_path) == ["started", "failed"]
    assert entries(tmp_path)[-1]["code"] == "broken-on-purpose"
    assert entries(tmp_path)[-1]["id"] == entries(tmp_path)[0]["id"]
    assert len(unfinished(entries(tmp_path))) == 1


def test_ctrl_c_stands_in_the_journal_and_the_work_stays_open(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), answers(tmp_path))
    assert events(tmp_path) == ["started", "interrupted"]
    assert entries(tmp_path)[-1]["id"] == entries(tmp_path)[0]["id"]
    assert len(unfinished(entries(tmp_path))) == 1


@pytest.mark.parametrize(("error", "raised"), [(BROKEN, FlowError), (KeyboardInterrupt(), Cancelled)])
def test_a_journal_that_is_lost_meanwhile_does_not_hide_the_first_failure(
    tmp_path: Path, error: BaseException, raised: type[BaseException]
) -> None:
    def spoil(_path: Path) -> None:
        Journal(tmp_path, HERE).path.unlink()
        Journal(tmp_path, HERE).path.mkdir()
        raise error

    with pytest.raises(raised, match="broken-on-purpose" if error is BROKEN else None):
        run(Write(before=spoil), answers(tmp_path))


def test_a_journal_that_cannot_be_begun_stops_everything(tmp_path: Path) -> None:
    operation, given = Write(), answers(tmp_path)
    plan = operation.plan(given, HERE)
    Journal(tmp_path, HERE).path.mkdir()
    with pytest.raises(FlowError, match="journal"):
        runner.perform(operation, plan, given, HERE, lambda _: None)
    assert operation.calls == ["plan"]
    assert not (tmp_path / "a.txt").exists()


def test_refused_when_read_back(tmp_path: Path) -> None:
    for number, (spoil, word) in enumerate(
        {
            (lambda plan: plan.writes[1].write_bytes(b"B.txt"), "nie ma w nim tego, co zapisano"),
            (lambda plan: plan.writes[1].unlink(), "nie da się go odczytać"),
        }
    ):
        folder = tmp_path / str(number)
        with refused("not-verified") as problems:
            run(Write(check=spoil), answers(folder))
        assert "b.txt" in problems[0].what
        assert f"w porządku: {word}." in problems[0].what
        assert events(folder) == ["started", "failed"]


def test_what_was_there_before_this_run_is_recorded_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), answers(tmp_path))
    run(Write(), answers(tmp_path))
    assert entries(tmp_path)[-1]["files"] == {name: file_sha256(tmp_path / name) for name in ("a.txt", "b.txt")}


def test_an_interrupted_run_is_completed_under_its_own_number(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), answers(tmp_path))
    made = (tmp_path / "a.txt").stat()
    operation = Write()
    plan = runner.prepare(operation, answers(tmp_path), HERE)
    assert operation.calls == []
    assert plan.resumes == entries(tmp_path)[0]["id"]
    assert plan.summary == "Dokończę przerwaną pracę. Zapiszę"
    assert plan.lines[1:] == ("wiersz",)
    assert plan.lines[0].startswith("To, co już powstało, zostaje bez zmian")
    runner.perform(operation, plan, answers(tmp_path), HERE, lambda _: None)
    assert (tmp_path / "a.txt").stat().st_mtime_ns == made.st_mtime_ns
    assert {entry["id"] for entry in entries(tmp_path)} == {plan.resumes}
    assert events(tmp_path) == ["started", "interrupted", "started", "verified"]
    assert unfinished(entries(tmp_path)) == ()


def test_the_latest_interrupted_run_is_completed_first(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        given = answers(tmp_path, name, f"{name}.2")
        operation = Write(before=at(f"{name}.2", KeyboardInterrupt()))
        plan = operation.plan(given, HERE)
        with pytest.raises(Cancelled):
            runner.perform(operation, plan, given, HERE, lambda _: None)
    plan = runner.prepare(Write(), answers(tmp_path), HERE)
    assert [path.name for path in plan.writes] == ["b.txt", "b.txt.2"]


def test_leftovers_of_another_operation_or_without_sense_are_left_alone(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), answers(tmp_path))
    other = Write(name="other")
    assert runner.interrupted(other, answers(tmp_path), HERE) is None
    assert runner.interrupted(Write(resumable=False), answers(tmp_path), HERE) is None
    assert runner.interrupted(Write(), answers(tmp_path), HERE) is not None
    run(other, answers(tmp_path, "c.txt"))
    assert len(unfinished(entries(tmp_path))) == 1
    assert "abandoned" not in events(tmp_path)


def test_runs_that_left_nothing_are_closed_by_the_next(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(Cancelled):
            run(Write(before=at("a.txt", KeyboardInterrupt())), answers(tmp_path))
    other = Write(name="other", before=at("c.txt", BROKEN))
    with pytest.raises(FlowError):
        run(other, answers(tmp_path, "c.txt"))
    first, second = _ids(tmp_path)
    run(Write(), answers(tmp_path))
    assert {entry["id"] for entry in entries(tmp_path) if entry["event"] == "abandoned"} == {first, second}
    assert [entry["operation"] for entry in unfinished(entries(tmp_path))] == ["other"]


def _ids(folder: Path) -> list[str]:
    return [entry["id"] for entry in entries(folder) if entry["event"] == "started" and entry["operation"] == "write"]


def test_the_run_that_is_completed_is_not_closed_before(tmp_path: Path) -> None:
    """Between the plan and „tak” somebody took the only file away."""
    with pytest.raises(Cancelled):
        run(Write(before=at("b.txt", KeyboardInterrupt())), answers(tmp_path))
    plan = runner.prepare(Write(), answers(tmp_path), HERE)
    (tmp_path / "a.txt").unlink()
    runner.perform(Write(), plan, answers(tmp_path), HERE, lambda _: None)
    assert "abandoned" not in events(tmp_path)


@pytest.mark.parametrize("plan", [3, {}, {"operation": "write"}, None])
def test_a_journal_edited_by_hand_is_passed_over(tmp_path: Path, plan: Any) -> None:
    Journal(tmp_path, HERE).append("started", "1", operation="write", plan=plan)
    Journal(tmp_path, HERE).append("started", "2", operation="write")
    run(Write(), answers(tmp_path))
    assert events(tmp_path) == ["started", "started", "started", "verified"]


def test_the_folder_is_ours_alone_while_we_work_and_swept_before(tmp_path: Path) -> None:
    tmp_path.joinpath(f"{placing.PREFIX}{placing._host()}-{2**22 + 7}-{'0' * 12}.tmp").write_bytes(b"half a key")
    seen: list[list[str]] = []

    def look(_path: Path) -> None:
        seen.append([path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")])
        with refused("folder-in-use"), folder_lock(tmp_path):
            pass

    run(Write(before=look), answers(tmp_path))
    assert seen == [[], []]
    with folder_lock(tmp_path):
        pass


def test_a_plan_in_the_journal_holds_no_card(tmp_path: Path) -> None:
    plan = Plan("x", tmp_path, "s", ("l",), (tmp_path / "f",), "u", {"d": 1}, card=(("PESEL", "44051401359"),))
    assert "44051401359" not in str(plan.to_json())
    back = Plan.from_json(plan.to_json(), tmp_path / "gdzie indziej")
    assert back == replace(plan, folder=back.folder, writes=(back.folder / "f",), card=())
    assert Plan.from_json({**plan.to_json(), "nothing_to_do": True}, tmp_path).nothing_to_do


def test_an_item_by_its_name() -> None:
    assert FLOWS["csr"].item("haslo").name == "haslo"
    with pytest.raises(KeyError, match="nie ma"):
        FLOWS["csr"].item("nie ma")


def test_nothing_but_our_own_files_is_left(tmp_path: Path) -> None:
    run(Write(), answers(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt", *OWN}


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_in_the_last_moment(tmp_path: Path, times: int) -> None:
    """Once or twice while what is complete is being read back: it is told as complete."""
    left = [times]

    def interrupt(_plan: Plan) -> None:
        if left[0]:
            left[0] -= 1
            raise KeyboardInterrupt

    write = Write(check=interrupt)
    answers = {"folder": tmp_path, "names": ["a"]}
    plan = runner.prepare(write, answers, HERE)
    result = runner.perform(write, plan, answers, HERE, lambda _text: None)
    assert result.files == (tmp_path / "a",)
    assert Journal(tmp_path, HERE).entries()[-1]["event"] == "verified"


def test_ctrl_c_before_all_is_there(tmp_path: Path) -> None:
    """Nothing is told as done that is not."""

    def interrupt(path: Path) -> None:
        if path.name == "b":
            raise KeyboardInterrupt

    write = Write(before=interrupt)
    answers = {"folder": tmp_path, "names": ["a", "b"]}
    plan = runner.prepare(write, answers, HERE)
    with pytest.raises(Cancelled):
        runner.perform(write, plan, answers, HERE, lambda _text: None)
    assert Journal(tmp_path, HERE).entries()[-1]["event"] == "interrupted"
