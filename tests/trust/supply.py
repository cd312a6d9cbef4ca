"""What the program is made of: every library that is installed with it, its version, its licence, what it is for us.

    uv run python tests/trust/supply.py   # writes docs/trust/licences.md

Whether any of the versions has a known hole, only the network knows: ``uvx pip-audit --no-deps --disable-pip -r FILE``
with the pins that ``--pins`` prints, where the package index serves advisories.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "trust" / "licences.md"
OURS = "asystent-p1"
LEFT_OUT = {"twofish": "pakiet źródłowy w C, potrzebny pyjks tylko do magazynów, których nie otwieramy"}
"""Named by a dependency, never installed: ``override-dependencies`` in pyproject.toml."""
ALLOWED = {
    "Apache-2.0",
    "Apache-2.0 OR BSD-3-Clause",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD, Public Domain",
    "LGPL-2.1-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PSF-2.0",
}
"""May be handed on with a program under MIT. LGPL and MPL: as they are, replaceable, with their own licence text."""
_CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One installed library."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """What our own package and its dependencies ask for, here; sorted by name."""
    found: dict[str, Part] = {}
    wanted = [OURS]
    while wanted:
        name = _plain(wanted.pop())
        if name in found or name in LEFT_OUT:
            continue
        distribution = metadata.distribution(name)
        found[name] = Part(name, distribution.version, _licence(distribution))
        for line in distribution.requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                wanted.append(requirement.name)
    return tuple(sorted(part for part in found.values() if part.name != OURS))


def pinned() -> dict[str, str]:
    """The version of every package that pyproject.toml fixes."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pairs = (line.split("==") for line in settings["tool"]["uv"]["constraint-dependencies"])
    return {_plain(name): version for name, version in pairs}


def as_page(found: tuple[Part, ...]) -> str:
    """The list for people."""
    rows = "\n".join(f"| {part.name} | {part.version} | {part.licence} |" for part in found)
    left = "\n".join(f"- {name}: {why}." for name, why in LEFT_OUT.items())
    return (
        "# Biblioteki i ich licencje\n\n"
        "Strona zrobiona przez `uv run python tests/trust/supply.py`; test pilnuje, żeby się zgadzała.\n"
        "Wszystkie są instalowane z gotowych paczek (wheel): przy instalacji nie wykonuje się żaden ich kod.\n\n"
        f"| biblioteka | wersja | licencja |\n|---|---|---|\n{rows}\n\nPominięte:\n\n{left}\n"
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(distribution: metadata.Distribution) -> str:
    said = distribution.metadata
    classified = [_CLASSIFIERS[each] for each in said.get_all("Classifier") or () if each in _CLASSIFIERS]
    text = said.get("License-Expression") or said.get("License") or ""
    return text if text in ALLOWED else next(iter(classified), text or "?")


if __name__ == "__main__":
    if "--pins" in sys.argv:
        print("\n".join(f"{part.name}=={part.version}" for part in parts()))
    else:
        LIST.parent.mkdir(parents=True, exist_ok=True)
        LIST.write_text(as_page(parts()), "utf-8")
