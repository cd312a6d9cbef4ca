"""``cwiczenie``: the conversation in a folder on the side; without ``--folder`` the folder goes when the talk ends."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.cli.given import clock_of
from assistant.talk.conversation import converse
from assistant.talk.practising import practice_session
from assistant.talk.world import this_world
from flows.engine.answers import work_folder
from flows.ports.computer import Clock
from flows.practice.practice import practice_computer, practice_root
from flows.this_computer import this_computer


def practise(arguments: argparse.Namespace) -> int:
    """Runs the practice conversation; returns its status."""
    now = clock_of(arguments)
    if arguments.folder is not None:
        return _converse(practice_root(work_folder(arguments.folder)), now, plain=arguments.prosto)
    with tempfile.TemporaryDirectory(prefix="asystent-p1-cwiczenie-", ignore_cleanup_errors=True) as temporary:
        return _converse(practice_root(Path(temporary).resolve() / "cwiczenie"), now, plain=arguments.prosto)


def _converse(root: Path, now: Clock, *, plain: bool) -> int:
    world = this_world(practice_computer(this_computer(now), root), plain=plain)
    return converse(world, practice_session(root))
