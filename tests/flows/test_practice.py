"""Practice confines its questions about folders, and asks the one again that was answered wrongly."""

from pathlib import Path

import pytest
from support.refusal import refused

from flows.engine.model import Ask
from flows.practice.practice import practice_flows


@pytest.mark.parametrize("name", ["folder", "pobrane"])
def test_a_folder_outside_is_asked_for_again(tmp_path: Path, name: str) -> None:
    item = practice_flows(tmp_path / "cwiczenie")["mail"].item(name)
    assert isinstance(item, Ask)
    with refused("outside-practice", ask=name):
        item.parse(str(tmp_path))


def test_a_link_inside_does_not_lead_outside(tmp_path: Path) -> None:
    real, root = tmp_path / "prawdziwe", tmp_path / "cwiczenie"
    real.mkdir()
    root.mkdir()
    (root / "Certyfikaty").symlink_to(real, target_is_directory=True)
    item = practice_flows(root)["csr"].item("folder")
    assert isinstance(item, Ask)
    with refused("outside-practice", ask="folder"):
        item.parse(str(root / "Certyfikaty"))
