"""Reminders of START over several folders: one that is stopped in one and runs by another is not warned of for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.running import at
from support.scenery import Clock, helpdesk

from assistant.screen.console import Console
from assistant.talk.session import Session
from assistant.talk.start_reminder import StartReminder
from assistant.talk.world import World
from flows.engine.journal import Journal
from flows.engine.progress import State
from flows.folder import stopped


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    made = (tmp_path / "a", tmp_path / "b")
    for each in made:
        each.mkdir()
    return made


def reminder(clock: Clock) -> StartReminder:
    return StartReminder(World(Console, at(clock), helpdesk()))  # type: ignore[arg-type]


def session(folder: Path, *, inside: bool = True) -> Session:
    state = State("raportnet", {"folder": folder}) if inside else None
    return Session(state=state, known={"folder": folder})


def test_a_stop_in_the_folder_before_is_told_of_when_the_step_is_left(folders: tuple[Path, Path]) -> None:
    clock, (first, second) = Clock(), folders
    mine = reminder(clock)
    stopped.note(stopped.STOPPED, first, at(clock))
    assert mine.after(Session(), session(first)) == ()
    assert mine.after(session(first), session(second)) == ()
    (said,) = mine.after(session(second), session(second, inside=False))
    assert "UWAGA" in said.text
    assert [each.text for each in mine.at_the_end(session(second, inside=False))] == [said.text]


def test_one_that_runs_by_the_other_folder_is_noted_in_both(folders: tuple[Path, Path]) -> None:
    clock, (first, second) = Clock(), folders
    mine = reminder(clock)
    stopped.note(stopped.STOPPED, first, at(clock))
    mine.after(Session(), session(first))
    clock.moment += timedelta(minutes=2)
    stopped.note(stopped.RUNNING, second, at(clock))
    assert mine.after(session(second), session(second, inside=False)) == ()
    assert Journal(first, at(clock)).entries()[-1]["event"] == stopped.RUNNING
    assert mine.at_the_end(session(second, inside=False)) == ()


def test_one_that_ran_before_the_stop_or_elsewhere_ends_nothing(folders: tuple[Path, Path]) -> None:
    clock, (first, second) = Clock(), folders
    mine = reminder(clock)
    stopped.note(stopped.RUNNING, second, at(clock))
    clock.moment += timedelta(minutes=2)
    stopped.note(stopped.STOPPED, first, at(clock))
    clock.moment += timedelta(minutes=2)
    Journal(second, at(clock)).append(stopped.RUNNING, "1", computer="INNY", flow="raportnet")
    mine.after(Session(), session(second))
    assert len(mine.after(session(first), session(first, inside=False))) == 1


def test_inside_the_step_it_says_when_and_asks_again(folders: tuple[Path, Path]) -> None:
    clock, (first, _) = Clock(), folders
    mine = reminder(clock)
    stopped.note(stopped.STOPPED, first, at(clock))
    now = session(first)
    clock.moment += timedelta(minutes=9)
    assert mine.after(now, now) == ()
    clock.moment += timedelta(minutes=2)
    said, *question = mine.after(now, now)
    assert "od 11 min" in said.text
    assert "poleceniem „raportnet”" not in said.text
    assert question
    assert mine.after(now, now) == ()
    clock.moment += timedelta(minutes=10)
    assert mine.after(now, replace(now))
