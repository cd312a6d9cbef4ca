"""How long a turn takes, and what resuming a long journal adds to the start. Run: uv run python tests/bench/turns.py

Goals: a turn without an operation at most 15 ms (p99); resuming with a 1,000-entry journal at most 50 ms over the plain
start, as whole processes. ``--check`` ends with status 1 where a goal is missed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.authority import PASSWORD
from support.measure import read
from support.scenery import Clock, Place, helpdesk, prepare

from assistant.screen.console import PlainConsole
from assistant.talk.actions import MakePlan
from assistant.talk.command_words import COMMANDS
from assistant.talk.effects import perform
from assistant.talk.session import Session
from assistant.talk.steps import start_flow
from assistant.talk.turn import turn
from assistant.talk.world import World
from flows.catalogue import FLOWS

TURNS = 4_000
STARTS = 15
GOAL_TURN_MS, GOAL_RESUME_MS = 15.0, 50.0
ENTRIES = 1_000


def _sessions(place: Place) -> Iterator[Session]:
    """Outside a step, at a question, at a shown plan."""
    fresh = Session(flows=FLOWS, known={"folder": place.folder, "haslo": PASSWORD})
    yield fresh
    yield start_flow(Session(flows=fresh.flows), "csr").session
    with Path(os.devnull).open("r+") as nowhere:
        world = World(PlainConsole(nowhere, nowhere), place.computer, helpdesk())
        yield perform(start_flow(fresh, "p12").session, MakePlan(), world).session


def turns(place: Place) -> list[float]:
    """Milliseconds of each turn: questions of the test set, command words and nonsense, in three states."""
    questions = [question.text for question in read("both")]
    phrases = [phrase for each in COMMANDS.values() for phrase in each]
    lines = [*questions[: TURNS // 2], *phrases, "asdf qwerty zxcv", "certyfikat " * 9_000, "", "zapisz w D:\\x"]
    sessions = list(_sessions(place))
    turn(sessions[0], "ile to kosztuje", helpdesk())  # the knowledge base is opened with the first question
    taken = []
    for number in range(TURNS):
        line, session = lines[number % len(lines)], sessions[number % len(sessions)]
        started = time.perf_counter()
        turn(session, line, helpdesk())
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def starts(home: Path, folder: Path | None) -> float:
    """Median milliseconds of „asystent-p1” as a whole process that meets the end of its input at once."""
    command = [*_program(), "--prosto"]
    if folder is not None:
        command += ["--folder", str(folder)]
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    taken = []
    for _ in range(STARTS):
        started = time.perf_counter()
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True, env=environment)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def _program() -> list[str]:
    return [sys.executable, "-c", "import sys; from assistant.cli.main import main; sys.exit(main(sys.argv[1:]))"]


def main() -> int:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Place(Path(temporary), Clock())
        for what in ("csr", "pems", "journal 1"):
            prepare(place, what)
        taken = sorted(turns(place))
        home = Path(temporary) / "home"
        home.mkdir()
        plain, short = starts(home, None), starts(home, place.folder)
        prepare(place, f"journal {ENTRIES}")
        resumed = starts(home, place.folder)
    worst = taken[int(len(taken) * 0.99)]
    print(f"turns: {len(taken)}, median {statistics.median(taken):.2f} ms, p99 {worst:.2f} ms, most {taken[-1]:.1f} ms")
    print(f"start: plain {plain:.0f} ms, resuming 1 entry {short:.0f} ms, {ENTRIES} entries {resumed:.0f} ms")
    print(f"more than plain by {resumed - plain:.0f} ms, of which the journal's length {resumed - short:.0f} ms")
    kept = worst <= GOAL_TURN_MS and resumed - plain <= GOAL_RESUME_MS
    print("goals kept" if kept else "GOALS MISSED")
    return 0 if kept or "--check" not in sys.argv else 1


if __name__ == "__main__":
    sys.exit(main())
