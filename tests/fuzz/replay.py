"""Inputs fed again as they are: ``python -m fuzz.replay replay READER FILE`` or ``… lines READER FOLDER``."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from fuzz.reader import Reader, run
from fuzz.registry import READERS

_MOST = 500
"""Files of a corpus that are counted, evenly by size: tracing is slow."""


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def lines_reached(reader: Reader, folder: Path) -> dict[str, str]:
    """By watched module: lines inside functions that the corpus reaches, of those there are."""
    files = {str(importlib.import_module(name).__file__): name for name in reader.watched}
    reached: dict[str, set[int]] = {file: set() for file in files}

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        seen = reached.get(frame.f_code.co_filename)
        if seen is None:
            return None
        seen.add(frame.f_lineno)
        return trace

    sys.settrace(trace)
    paths = sorted(folder.iterdir(), key=lambda each: each.stat().st_size)
    for path in paths[:: len(paths) // _MOST + 1]:
        try:
            run(reader, path.read_bytes())
        except Exception:  # noqa: BLE001  (counted elsewhere)
            continue
    sys.settrace(None)
    result = {}
    for file, name in files.items():
        module = compile(Path(file).read_text("utf-8"), file, "exec")
        inside = {
            line
            for code in _codes(module)
            if code is not module
            for _, _, line in code.co_lines()
            if line is not None and line != code.co_firstlineno
        }
        result[name] = f"{len(inside & reached[file])} of {len(inside)}"
    return result


if __name__ == "__main__":
    what, name, path = sys.argv[1:4]
    if what == "replay":
        for seed in READERS[name].seeds():  # what is imported late is not this input's cost
            try:
                READERS[name].check(seed)
            except Exception:  # noqa: BLE001  (this input is what counts)
                continue
        run(READERS[name], Path(path).read_bytes())
    else:
        print(json.dumps(lines_reached(READERS[name], Path(path))))
