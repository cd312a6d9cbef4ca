"""Data files: one line of JSON, then bare arrays. Opening one is reading bytes, nothing is parsed.

Numbers are little-endian, as on every machine that runs Windows or our kinds of Linux.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def save(path: Path, head: dict[str, Any], arrays: dict[str, array[Any]]) -> None:
    """Write the file; the same content gives the same bytes."""
    layout = [[name, values.typecode, len(values)] for name, values in arrays.items()]
    line = json.dumps({**head, "arrays": layout}, ensure_ascii=False, sort_keys=True)
    path.write_bytes(line.encode() + b"\n" + b"".join(values.tobytes() for values in arrays.values()))


def load(path: Path) -> tuple[dict[str, Any], dict[str, array[Any]]]:
    """What `save` wrote; raises OSError when there is no such file and ValueError when it is damaged."""
    data = path.read_bytes()
    end = data.index(b"\n")
    head = json.loads(data[:end])
    arrays: dict[str, array[Any]] = {}
    view = memoryview(data)[end + 1 :]
    for name, typecode, count in head.pop("arrays"):
        values: array[Any] = array(typecode)
        size = count * values.itemsize
        if len(view) < size:
            raise ValueError(f"{path.name}: {name} is cut short")
        values.frombytes(view[:size])
        arrays[name] = values
        view = view[size:]
    return head, arrays
