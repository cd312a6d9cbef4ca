"""NSS's own tools, certutil and pk12util, run so that they never wait for an answer nor see a password on a disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.base.errors import FlowError
from flows.base.system_words import in_polish
from flows.stores import problems

NO_PASSWORD = b"\n"
"""The password file of a database without a password."""
_NAMES = ("certutil", "pk12util")
_SECONDS = 20  # no tool needs more; on an existing database certutil -N would wait for an answer for ever
_LEAST_FREE = 65_536  # bytes: less, and SQLite cannot write its own journal
_OPEN_FILES = Path("/proc/self/fd")


def are_here() -> bool:
    """Whether both are installed."""
    return all(shutil.which(name) is not None for name in _NAMES)


@dataclass(frozen=True, slots=True)
class NssTools:
    """The tools for the database in ``folder``; ``label`` names the store in problems."""

    folder: Path
    label: str

    def run(self, tool: str, *arguments: str | Path, allowed: Sequence[int] = (0,), words: Sequence[str] = ()) -> int:
        """Its status, one of ``allowed``; any but 0 passes only with one of ``words``, if there are any.

        Raises FlowError ``store-…`` as ``problems`` names them.
        """
        program = shutil.which(tool)
        if program is None:
            raise problems.tools_missing(self.label)
        command = [program, *map(str, arguments), "-d", f"sql:{self.folder}"]
        lent = [int(each.name) for each in arguments if isinstance(each, Path) and each.parent == _OPEN_FILES]
        try:
            done = subprocess.run(  # noqa: S603  (no shell; the password stands in memory)
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False, pass_fds=lent
            )
        except subprocess.TimeoutExpired as error:
            raise problems.locked(self.label) from error
        except OSError as error:
            raise problems.failed(self.label, in_polish(error)) from error
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode == 0:
            return 0
        if done.returncode in allowed and (not words or any(word in said for word in words)):
            return done.returncode
        raise _problem(tool, done.returncode, said, self.label, full=_is_full(self.folder))


@contextmanager
def in_memory(*contents: bytes) -> Iterator[tuple[Path, ...]]:
    """Files that stand on no disk and go with their owner, for programs started with ``pass_fds`` of their numbers."""
    with ExitStack() as opened:
        files = [opened.enter_context(os.fdopen(_memory(), "wb")) for _ in contents]
        for file, content in zip(files, contents, strict=True):
            file.write(content)
            file.flush()
        yield tuple(_OPEN_FILES / str(file.fileno()) for file in files)


def _memory() -> int:
    if sys.platform != "win32":
        return os.memfd_create("asystent-p1")
    raise NotImplementedError  # open_store has refused


def _problem(tool: str, status: int, said: str, label: str, *, full: bool) -> FlowError:
    if full:
        return problems.disk_full(label)
    if "authenticate" in said:
        return problems.has_password(label)
    if any(word in said for word in ("CKR_GENERAL_ERROR", "BAD_DATABASE", "READ_ONLY")):
        return problems.locked(label)
    return problems.failed(label, f"program {tool} zakończył się kodem {status}")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_FREE
    except OSError:
        return False
