"""The tracer sees what strace sees, and does to a program what it says."""

from __future__ import annotations

import codecs
import errno
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import tools
from trust.crash import plain
from trust.scenery import PROGRAM, SCENARIOS, Place, Scenes
from trust.tracer import _BY_DESCRIPTOR, _NAMES, _OPENING, Fault, trace

_LINE = re.compile(r"\d+ +(?P<name>\w+)\((?P<arguments>.*)")
_QUOTED = re.compile(r'(?:<(?P<folder>[^>]*)>, )?"(?P<path>(?:[^"\\]|\\.)*)"')
_SCRIPT = """
import os, sys
fd = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY)
print(os.write(fd, b"0123456789"))
os.link(sys.argv[1], sys.argv[1] + ".2")
"""


@pytest.mark.parametrize("flow", ["csr", "windows"])
def test_it_sees_every_call_that_strace_sees(flow: str, tmp_path: Path) -> None:
    """Counted by call and file, as NSS does its work in an order of its own."""
    strace = tools.need("strace")
    if flow == "windows":
        tools.need("certutil")
    scene = Scenes(tmp_path)(SCENARIOS[flow].scene)
    here, there = scene.copy(tmp_path / "here"), scene.copy(tmp_path / "there")
    ours = here.trace(SCENARIOS[flow].command(here))
    log = tmp_path / "log"
    calls = ",".join(f"?{name}" for name in _NAMES.values())
    command = [strace, "-f", "-y", "-s", "4096", "-o", log, "-e", f"trace={calls}", PROGRAM]
    subprocess.run([*command, *SCENARIOS[flow].command(there)], env=there.environment(), check=True, timeout=120)
    theirs = _changes(log.read_text("utf-8"), there)
    assert _by_call([(call.name, plain(call.path, here)) for call in ours.calls]) == _by_call(theirs)


def _by_call(calls: list[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How often each call met each file; databases of NSS only whether at all, as their pages vary from run to run."""
    counted = Counter(calls)
    return Counter({call: 1 if ".pki" in call[1] else number for call, number in counted.items()})


def _changes(log: str, place: Place) -> list[tuple[str, str]]:
    found = []
    for line in log.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, arguments = match["name"], match["arguments"]
        if name in _OPENING and not re.search(r"O_CREAT|O_TRUNC|O_WRONLY", arguments):
            continue
        if name in _BY_DESCRIPTOR:
            paths = re.findall(r"^\d+<(.*?)>[,)]", arguments)
        else:
            paths = [f"{folder}/{path}" if path[:1] != "/" else path for folder, path in _QUOTED.findall(arguments)]
        full = [_unescaped(each) for each in paths]
        path = next((each for each in reversed(full) if each.startswith(f"{place.base}/")), None)
        if path is not None and any(path.startswith(str(root)) for root in place.roots):
            found.append((name, plain(path, place)))
    return found


def _unescaped(text: str) -> str:
    return os.fsdecode(codecs.escape_decode(text.encode())[0])


def _traced(path: Path, fault: Fault | None) -> tuple[int, str, list[str]]:
    run = trace([sys.executable, "-c", _SCRIPT, str(path)], os.environ, [path.parent], fault)
    return run.status, run.out.strip(), [call.name for call in run.calls]


def test_what_it_does_to_a_program(tmp_path: Path) -> None:
    def there(name: str) -> bytes | None:
        return (tmp_path / name).read_bytes() if (tmp_path / name).exists() else None

    assert _traced(tmp_path / "a", None) == (0, "10", ["openat", "write", "link"])
    assert _traced(tmp_path / "b", Fault("kill", 1))[0] == -9
    assert there("b") is None, "killed before the call, not after"
    assert _traced(tmp_path / "c", Fault("kill", 3))[0] == -9
    assert (there("c"), there("c.2")) == (b"0123456789", None)
    assert _traced(tmp_path / "d", Fault("torn", 2))[0] == -9
    assert there("d") == b"01234"
    assert _traced(tmp_path / "e", Fault("error", 3, errno.EROFS))[0] == 1
    assert there("e.2") is None
    assert _traced(tmp_path / "f", Fault("error", 2, errno.ENOSPC, lasting=True))[:2] == (1, "5")
    assert (there("f"), there("f.2")) == (b"01234", None)
    assert _traced(tmp_path / "g", Fault("act", 2, action=(tmp_path / "g").unlink))[0] == 1
