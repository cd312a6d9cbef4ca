"""ZIP archives as a mail program or a colleague packs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], *, password: bool = False) -> bytes:
    """An archive of these; with ``password`` all of them are marked as encrypted, so that none can be read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = bytearray(made.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while password and at != -1:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)
