"""What a fuzzed reader is, and what counts as a find: anything but an answer that holds or a refusal in Polish."""

from __future__ import annotations

import atexit
import contextlib
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from support.effort import within

from assistant.screen.render import Reply, lines, text_of
from assistant.screen.sentences import problem
from flows.base.errors import FlowError, Problem

MAX_SECONDS = 1.0
"""As ``support.effort`` counts them, so that a busy machine is no find."""
MAX_GROWTH = 100 * 1024
"""KiB that one input may add to the memory that was used before it."""

_SAMPLE = 64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader under test.

    ``check(data)`` feeds it and raises for a defect only (a FlowError is an allowed refusal). ``seeds`` are honest
    inputs. ``mutate`` changes them in a way that knows their structure, ``repair`` puts checksums right after blind
    changes, ``share`` of them (blind changes are quicker). ``watched``: the modules whose lines are counted.
    ``examples``: how often the tests call it.
    """

    name: str
    check: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    watched: tuple[str, ...]
    mutate: Callable[[bytes, Random], bytes] | None = None
    repair: Callable[[bytes], bytes] | None = None
    share: float = 0.1
    longest: int = 8_192
    examples: int = 150


class Find(AssertionError):  # noqa: N818  (what fuzzing calls it)
    """A defect that is not an exception of its own; ``data``: the input, where it is not the last one."""

    data: bytes | None = None


def run(reader: Reader, data: bytes) -> None:
    """Feeds one input within the bounds. Raises whatever the defect is."""
    _forget_peak()
    memory = _peak()
    within(MAX_SECONDS, lambda: attempt(lambda: reader.check(data)))
    growth = _peak() - memory
    if growth > MAX_GROWTH:
        raise Find(f"{reader.name}: {growth // 1024} MiB more than before")


class Sampler:
    """The same bounds for millions of inputs: asking the system costs more than most readers do.

    Wall time is free to ask; an input that took long is fed again and measured. The peak of the memory is looked at
    after every 64 inputs; when it grew, each of them is fed again and measured.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader, self._recent, self._last = reader, list[bytes](), _peak()

    def run(self, data: bytes) -> None:
        """Feeds one input. Raises whatever the defect is, of this input or of one shortly before it."""
        start = time.perf_counter()
        with contextlib.suppress(FlowError):
            refusal_or(lambda: self._reader.check(data))
        if time.perf_counter() - start > MAX_SECONDS:
            run(self._reader, data)
        self._recent.append(data)
        if len(self._recent) == _SAMPLE:
            recent, self._recent = self._recent, []
            grown, self._last = _peak() - self._last, max(self._last, _peak())
            if grown > MAX_GROWTH:
                for each in recent:
                    try:
                        run(self._reader, each)
                    except Find as find:
                        find.data = each
                        raise


def refusal_or(call: Callable[[], T]) -> T:
    """What the call returns; its FlowError, once it is seen to be fit for a person."""
    try:
        return call()
    except FlowError as error:
        assert_refusal(error.problem)
        raise


def assert_refusal(refused: Problem) -> None:
    """A sentence in Polish, and what to do. It may quote what was typed, so that not every word is ours."""
    holds(refused.what.rstrip("”").endswith((".", "?", "!")) and refused.next, f"{refused.code}: not a whole refusal")
    holds(set("ąćęłńóśźż") & set(f"{refused.what}{refused.next}".lower()), f"{refused.code}: not in Polish")
    assert_screen(problem(refused))


def attempt(call: Callable[[], T]) -> T | None:
    """What the call returns, None for a refusal that is fit for a person."""
    try:
        return refusal_or(call)
    except FlowError:
        return None


def holds(truth: object, what: str) -> None:
    """A property of what was accepted."""
    if not truth:
        raise Find(what)


def assert_showable(text: str) -> None:
    """No sign that would steer the terminal; letters that it cannot show are the stream's business."""
    if not text.isprintable():
        steering = sorted(
            {f"{ord(sign):#x}" for sign in text if sign < " " or "\x7f" <= sign < "\xa0"} - {"0x9", "0xa"}
        )
        holds(not steering, f"control characters reach the screen: {', '.join(steering)}")


def assert_screen(text: str) -> None:
    """The same of what a console makes of a reply."""
    for row in lines(Reply(text)):
        assert_showable(text_of(row))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


_clear_refs: list[int] = []


def _forget_peak() -> None:
    """Lets the kernel count the peak anew (``5`` in clear_refs, proc(5)); without that right the peak so far counts."""
    with contextlib.suppress(OSError):
        if not _clear_refs:
            _clear_refs.append(os.open("/proc/self/clear_refs", os.O_WRONLY))
        os.write(_clear_refs[0], b"5")


@cache
def scratch(name: str) -> Path:
    """A folder of this process for one reader, gone with it."""
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def at_home(name: str) -> Path:
    """The same as the user's home, with settings and state in it: nothing of a real user is touched."""
    root = scratch(name)
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        os.environ[variable] = str(root)
    return root


class Choices:
    """Bytes read as a row of decisions, so that a fuzzer can steer what a generator makes; zeros when they run out."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, below: int) -> int:
        """From 0 on."""
        size = 1 if below <= 256 else 2
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "big") % below

    def pick(self, among: Sequence[T]) -> T:
        return among[self.number(len(among))]

    def rest(self) -> bytes:
        return self._data[self._at :]
