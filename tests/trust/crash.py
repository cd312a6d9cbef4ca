"""Every flow, every changing call, every fault: crash, look, finish, look again."""

from __future__ import annotations

import datetime as dt
import errno
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from support import matrix
from trust import invariants
from trust.invariants import Photo, broken, entries, leftovers, photograph
from trust.scenery import SCENARIOS, Place, Scenario, Scenes, on_day
from trust.tracer import WRITES, Call, Fault, Traced

from flows.base.errors import FlowError

_BY_PATH = frozenset(
    [
        "open",
        "openat",
        "creat",
        "mkdir",
        "link",
        "linkat",
        "rename",
        "renameat",
        "renameat2",
        "unlink",
        "unlinkat",
        "rmdir",
        "chmod",
    ]
)
_GROWING = frozenset(
    [
        "write",
        "pwrite64",
        "writev",
        "ftruncate",
        "fallocate",
        "mkdir",
        "link",
        "linkat",
        "rename",
        "renameat",
        "renameat2",
    ]
)
_A_YEAR = dt.timedelta(days=365)
_BUG = "to błąd w samym programie"


_HARMLESS = (
    (r"write .*/asystent-p1\.lock$", "the holder's name in the lock file is for people; the lock holds without it"),
    (
        r"(unlink|rmdir|unlinkat) .*TEMPORARY",
        "what is wanted has its final name; the temporary one goes at the next start",
    ),
    (r"rmdir .*/Cofniete-STAMP$", "all of the set is back, read and noted; its empty subfolder stays"),
    (r"\.pki/nssdb", "NSS and SQLite try again, or do without; both certificates were found in the store and signed"),
    (r"vanish: .*(write|fsync) .*/asystent-p1\.jsonl$", "the journal was open already, and went away with the folder"),
)


def why_harmless(call: str) -> str | None:
    """Why a run may say done although this call failed; None when nobody knows why."""
    return next((reason for pattern, reason in _HARMLESS if re.search(pattern, call)), None)


@dataclass(frozen=True)
class Kind:
    """A way to go wrong. ``days``: how far the clock has jumped when the work is taken up again."""

    name: str
    fault: str
    code: int = 0
    lasting: bool = False
    days: int = 0

    def strikes(self, call: Call) -> bool:
        """Whether this can happen to that call: a full disk refuses what grows, a read-only one what has a name."""
        if self.name == "torn":
            return call.name in WRITES and call.size > 1
        if self.code == errno.ENOSPC:
            return call.name in _GROWING or call.creates
        if self.code in (errno.EACCES, errno.EROFS):
            return call.name in _BY_PATH
        return True


KINDS = {
    each.name: each
    for each in (
        Kind("kill", "kill"),
        Kind("torn", "torn"),
        Kind("kill-one", "kill-one"),
        Kind("ENOSPC", "error", errno.ENOSPC, lasting=True),
        Kind("EIO", "error", errno.EIO),
        Kind("EACCES", "error", errno.EACCES, lasting=True),
        Kind("EROFS", "error", errno.EROFS, lasting=True),
        Kind("vanish", "act"),
        Kind("year-on", "kill", days=365),
        Kind("year-back", "kill", days=-365),
    )
}
"""``kill-one`` differs from ``kill`` only where other programs (those of NSS) work for ours."""


@dataclass
class Tried:
    """One try: where it struck, how the program ended, and what was wrong. ``passed``: it said done all the same."""

    flow: str
    kind: str
    at: int
    call: str = ""
    status: int = 0
    passed: bool = False
    wrong: list[str] = field(default_factory=list)
    said: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Course:
    """How a flow runs undisturbed: its changing calls, the steps before and after."""

    name: str
    scene: Place
    calls: list[Call]
    before: dict[str, object]
    after: dict[str, object]
    photo: Photo
    final: Photo

    @property
    def scenario(self) -> Scenario:
        """By name, so that a course can be sent to another process."""
        return SCENARIOS[self.name]

    def points(self, kind: Kind) -> list[int]:
        """The calls that the fault can strike; of ``kill-one`` only those of other programs."""
        if (kind.days and not self.scenario.dated) or (kind.fault == "act" and self.scenario.talks):
            return []
        ours = self.calls[0].program if self.calls else ""
        chosen = [call for call in self.calls if kind.strikes(call)]
        return [call.number for call in chosen if kind.fault != "kill-one" or call.program != ours]


def course(name: str, scenes: Scenes, base: Path) -> Course:
    """Runs the flow once from its scene, undisturbed."""
    scenario = SCENARIOS[name]
    scene = scenes(scenario.scene)
    place = scene.copy(base)
    before, photo = place.steps(), photograph(place)
    run = place.trace(scenario.command(place), None, scenario.feed(place))
    assert run.status == 0, run
    final = photograph(place)
    assert not [*broken(photo, final), *leftovers(final)], run
    after = place.steps()
    assert after.get(name, "done") in {"done", "said", "partly"}, (after, run)  # partly: one of two computers
    result = Course(name, scene, run.calls, before, after, photo, final)
    shutil.rmtree(base)
    return result


def fork_what_follows() -> None:
    """In a worker: the run that is struck is started, those that take its work up again are forked."""
    matrix.whole = False


def attempt(course: Course, kind: Kind, at: int, base: Path) -> Tried:
    """One fault at one call; the place is removed again unless something was wrong."""
    place = course.scene.copy(base)
    tried = Tried(course.name, kind.name, at)
    try:
        _attempt(course, kind, place, tried)
    except TimeoutError as error:
        tried.wrong.append(f"hangs: {error}")
    except FlowError as error:
        tried.wrong.append(f"stan: {error}")
    shutil.rmtree(base, ignore_errors=True)
    return tried


def _attempt(course: Course, kind: Kind, place: Place, tried: Tried) -> None:
    scenario = course.scenario
    before = photograph(place)
    pulled = place.base / scenario.pulled
    away = place.base / "wyjety"
    fault = Fault(kind.fault, tried.at, kind.code, kind.lasting, kind.strikes, lambda: pulled.rename(away) and None)
    run = place.trace(scenario.command(place), fault, scenario.feed(place))
    tried.status, tried.said = run.status, run.err[-600:]
    if run.hit is None:
        tried.wrong.append(f"only {len(run.calls)} calls this time")
        return
    tried.call = f"{run.hit.program}: {run.hit.name} {plain(run.hit.path, place)}"
    if away.exists():
        if pulled.exists():
            tried.wrong += [f"written where the stick had been: {name}" for name in _names(pulled)]
            shutil.rmtree(pulled)
        away.rename(pulled)
    crashed = photograph(place)
    tried.wrong += broken(before, crashed)
    if kind.fault not in {"kill", "torn"}:
        tried.passed = run.status == 0 and not scenario.talks
        tried.wrong += _verdict(run, scenario)
    steps = place.steps_here()
    doubtful = "doubt" in steps.values() and not scenario.turns  # half taken back is half there, and said to be
    if steps["next"] not in (course.before["next"], course.name, course.after["next"]) or doubtful:
        tried.wrong.append(f"stan after the fault: {steps}")
    if tried.passed:
        if why_harmless(f"{kind.name}: {tried.call}") is None:
            tried.wrong.append("said done although a call failed")
        tried.wrong += _finished(course, place, crashed, swept=False)
    _finish(course, kind, place, crashed, tried)


def _verdict(run: Traced, scenario: Scenario) -> Iterator[str]:
    """A fault is told in Polish, with status 1, and never with a traceback; a conversation goes on."""
    told = run.err + run.out
    if "Traceback" in told or _BUG in told:
        yield "our own bug showed"
    if scenario.talks and run.status == 0:
        return
    if run.status not in (0, 1):
        yield f"status {run.status}"
    elif run.status == 1 and ("Co się stało: " not in run.err or "Co zrobić: " not in run.err):
        yield "no Polish problem"


def _finish(course: Course, kind: Kind, place: Place, crashed: Photo, tried: Tried) -> None:
    """Takes the work up again, without faults, and looks whether it is all there."""
    scenario = course.scenario
    if scenario.turns and _has_turned(crashed, scenario):
        return
    if kind.days:
        jumped = on_day(scenario, dt.datetime.now().astimezone().date() + dt.timedelta(days=kind.days))
        run = place.run(*jumped.command(place))
        tried.wrong += _verdict(Traced(run.returncode, run.stdout, run.stderr), scenario)
    run = place.run(*scenario.command(place), feed=scenario.feed(place))
    told = run.stderr + run.stdout
    finished_before = any(word in told for word in scenario.finished)
    if (run.returncode != 0 and not finished_before) or "Traceback" in told or _BUG in told:
        tried.wrong.append(f"cannot be finished: status {run.returncode}: {run.stderr[-600:]}")
    if finished_before:  # it was refused before it came to sweeping: the next step does that
        place.run(*SCENARIOS["p12"].command(place))
    final = photograph(place)
    tried.wrong += broken(crashed, final)
    if (
        kind.days
    ):  # a letter from the future is dated today, and said to be: a second calendar, of the true date, is right
        more = sorted(name for name in final if name.endswith(".ics"))[_calendars(course.final) :]
        final = {name: data for name, data in final.items() if name not in more}
    tried.wrong += _finished(course, place, final, swept=True)


def _finished(course: Course, place: Place, final: Photo, *, swept: bool) -> Iterator[str]:
    """Everything that an undisturbed run leaves is there, and nothing else."""
    if swept:
        yield from leftovers(final)
    expected, found = _shape(course.final), _shape(final)
    if missing := [name for name in expected if found.count(name) < expected.count(name)]:
        yield f"missing at the end: {sorted(set(missing))}"
    if more := [name for name in found if found.count(name) > expected.count(name)]:
        yield f"more than planned at the end: {sorted(set(more))}"
    steps = place.steps_here()
    if steps != course.after:
        yield f"stan at the end: {steps}, not {course.after}"
    if course.scenario.stores is not None:
        try:
            store = invariants.in_store(place)
        except FlowError as error:
            yield f"the store at the end: {error}"
        else:
            if tuple(sorted(store.values())) != course.scenario.stores:
                yield f"the store at the end: {store}"


def _has_turned(crashed: Photo, scenario: Scenario) -> bool:
    """Whether the journal says that this was taken back: a second „cofnij” would rightly take back the step before.

    Or that it was brought back: then there is nothing more to bring.
    """
    folder = "siec/Certyfikaty P1 - zestaw" if scenario.pulled == "siec" else "pendrive/Certyfikaty P1 ąę"
    return any(entry["event"] == scenario.turns for entry in entries(crashed, folder))


def _calendars(photo: Photo) -> int:
    return sum(name.endswith(".ics") for name in photo)


def _shape(photo: Photo) -> list[str]:
    """The names of all results, without what differs from run to run."""
    return [re.sub(r"\d{8}-\d{6}", "STAMP", name) for name in photo if invariants._is_ours(name)]


def plain(path: str, place: Place) -> str:
    """A path as it may stand in a report: the same in every run."""
    text = path.replace(f"{place.base}/", "")
    text = re.sub(r"\.asystent-p1-[0-9a-f]{8}-\d+-[0-9a-f]{12}", ".asystent-p1-HOST-PID-RANDOM", text)
    text = re.sub(r"/tmp/asystent-p1-[a-z0-9_]+", "/tmp/asystent-p1-RANDOM", text)
    text = re.sub(r"\.asystent-p1-HOST-PID-RANDOM", "TEMPORARY", text)
    return re.sub(r"\d{8}-\d{6}", "STAMP", text)


def _names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*")]
