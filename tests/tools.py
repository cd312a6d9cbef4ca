"""System programs that tests run against: found, or failed in CI, or skipped with a clear word."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

_SECONDS = 120


def need(name: str) -> str:
    """The program's path. Missing: the test fails where CI=true, elsewhere it is skipped, saying what to install."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    return path or lack(f"the program {name} is not installed")


def lack(what: str) -> NoReturn:
    """Fail where CI=true, else skip: this machine lacks something that the test needs."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have it: {what}")
    pytest.skip(f"NOT TESTED HERE: {what}")


def run(*command: str | Path, feed: bytes = b"", status: int = 0) -> str:
    """Run a program, found by ``need``; its output and errors as text. Its exit status must be ``status``."""
    program, *arguments = map(str, command)
    result = subprocess.run(
        [need(program), *arguments],
        input=feed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    output = result.stdout.decode("utf-8", "replace")
    assert result.returncode == status, f"{program} ended with {result.returncode}:\n{output}"
    return output
