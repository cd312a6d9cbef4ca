"""The program forked from a process that has loaded it, instead of started: most of a short run is loading modules.

Such a run has its own streams, environment, folder and end, as any other. What it cannot show is whether a command
imports all that it needs: ``pytest -m ""`` starts the program anew each time, and so do the tests of a start itself.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

_FOR_A_TERMINAL = "assistant.screen.shell"
_LIBRARIES = ("icalendar", "markdown_it", "olefile", "platformdirs", "pyperclip", "rapidfuzz.distance", "stdnum.pl")


class Loaded:
    """The waiting process. It ends when this one closes its socket, at the latest with its own end."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, str(Path(__file__)), str(number)]
            pipe = subprocess.PIPE  # a terminal would be remembered by its streams
            self._process = subprocess.Popen(
                command, pass_fds=[number], stdin=pipe, stdout=pipe, stderr=pipe, env=os.environ | {"LC_ALL": "C.UTF-8"}
            )
        atexit.register(self._close)

    def run(
        self, arguments: Sequence[str], feed: bytes, environment: Mapping[str, str], folder: Path, seconds: float
    ) -> tuple[int, bytes, bytes]:
        """Status, output and errors of one run; its input is a pipe. Raises TimeoutError, and ends it before."""
        files = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115  (closed below)
        request, out, err = files
        reading, writing = os.pipe()
        try:
            request.write(json.dumps([list(arguments), dict(environment), str(folder)]).encode())
            request.flush()
            socket.send_fds(self._socket, [b"!"], [request.fileno(), reading, out.fileno(), err.fileno()])
            number = int(self._socket.recv(20))
            os.close(reading)
            with suppress(BrokenPipeError), open(writing, "wb") as stream:  # noqa: PTH123  (a number)
                stream.write(feed)
            status = self._end_of(number, seconds)
            for each in (out, err):
                each.seek(0)
            return status, out.read(), err.read()
        finally:
            for each in files:
                each.close()

    def _end_of(self, number: int, seconds: float) -> int:
        self._socket.settimeout(seconds)
        try:
            return int(self._socket.recv(20))
        except TimeoutError:
            with suppress(ProcessLookupError):  # just now ended
                os.kill(number, signal.SIGKILL)
            self._socket.settimeout(None)
            self._socket.recv(20)
            raise
        finally:
            self._socket.settimeout(None)

    def _close(self) -> None:
        self._socket.close()
        self._process.communicate()


@cache
def loaded() -> Loaded:
    """One for all tests of this process."""
    return Loaded()


def _load() -> None:
    import assistant
    import flows

    for package in (assistant, flows):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name != _FOR_A_TERMINAL:
                with suppress(AssertionError):  # so begin those for Windows
                    importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    from flows.crypto.self_test import self_test

    self_test(datetime.now(UTC), lambda _: None)  # all of the libraries for keys
    gc.freeze()


def _serve(connection: socket.socket) -> None:
    """A child for each request; its number, then its status. Returns in the child only, where it is to run."""
    while True:
        asked, given, _, _ = socket.recv_fds(connection, 1, 4)
        if not asked:
            os._exit(0)
        number = os.fork()
        if number == 0:
            connection.close()
            _become(*given)
            return
        for each in given:
            os.close(each)
        connection.send(str(number).encode())
        _, status = os.waitpid(number, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: int, *streams: int) -> None:
    size = os.fstat(request).st_size
    arguments, environment, folder = json.loads(os.pread(request, size, 0))
    os.close(request)
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv[1:] = arguments


if __name__ == "__main__":
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
    from assistant.cli.main import run

    try:
        run()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)  # to take all the modules down again would take as long as to load them
