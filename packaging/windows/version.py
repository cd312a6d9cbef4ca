"""The version resource: what Windows shows under „Właściwości”, and as the program's name in „Otwórz za pomocą”."""

from __future__ import annotations

import re
from pathlib import Path

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

_POLISH, _UNICODE = 0x0415, 1200


def number(root: Path) -> str:
    """The version of assistant/__init__.py."""
    found = re.search(r'__version__ = "([\d.]+)"', (root / "assistant/__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("assistant/__init__.py has no version")
    return found[1]


def resource(root: Path) -> VSVersionInfo:
    """The resource, in Polish."""
    version = number(root)
    parts = tuple(int(part) for part in version.split("."))
    words = {
        "CompanyName": "asystent-p1",
        "FileDescription": "Asystent P1 – odnowienie certyfikatów apteki",
        "FileVersion": version,
        "InternalName": "asystent-p1",
        "LegalCopyright": "Licencja MIT. Licencje użytych bibliotek: LICENCJE.txt",
        "OriginalFilename": "asystent-p1.exe",
        "ProductName": "Asystent P1",
        "ProductVersion": version,
    }
    table = StringTable(f"{_POLISH:04x}{_UNICODE:04x}", [StringStruct(name, text) for name, text in words.items()])
    fixed = FixedFileInfo(filevers=(*parts, 0), prodvers=(*parts, 0))
    return VSVersionInfo(fixed, [StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [_POLISH, _UNICODE])])])
