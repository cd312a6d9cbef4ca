"""The window that the shortcut opens, on a screen of Xvfb: all of it is to be seen."""

import json
from pathlib import Path

from rig import fresh
from screen import a_screen


def test_it_is_no_wider_than_the_screen(tmp_path: Path) -> None:
    with a_screen(tmp_path) as screen:
        windows = fresh(tmp_path / "prefix", screen.display)
        columns = '\n[Console]\n"ScreenBufferSize"=dword:03e80078\n"WindowSize"=dword:001e0078\n'
        with (windows.prefix / "user.reg").open("a", encoding="ascii") as registry:
            registry.write(columns)  # 120 by 30, as Windows opens it
        try:
            said = tmp_path / "said.json"
            status, output, errors = windows.python("tests/windows/inside_own_window.py", f"Z:{said}")
            assert status == 0, output + errors
            seen = json.loads(said.read_text())
        finally:
            windows.close()
    assert seen["after"]["pixels"] <= seen["after"]["screen"], seen
    assert 80 <= seen["after"]["columns"] <= 120
