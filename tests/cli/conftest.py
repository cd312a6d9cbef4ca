"""What every test of the command line starts from."""

from pathlib import Path

import pytest
from support.program import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "dom"
    path.mkdir()
    return Home(path)
