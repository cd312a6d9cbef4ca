"""The Windows code, run by a Windows Python under Wine: the same test files that would run on Windows itself.

What a green run cannot vouch for: keys in CNG or a TPM and prompts for them, UAC and the rights to the computer's
store, antivirus, Windows' own error codes, any real program that uses the keys.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rig import Windows, fresh

FILES = ("tests/stores/test_every_store.py",)


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    made = fresh(tmp_path / "prefix")
    yield made
    made.close()


@pytest.mark.parametrize("file", FILES)
def test_the_same_file_passes_on_windows(windows: Windows, file: str) -> None:
    status, output, errors = windows.python("-m", "pytest", "-q", "-p", "no:cacheprovider", file)
    assert status == 0, output + errors
    assert " passed" in output
    assert " skipped" not in output
