"""The part of the application's form that may be kept for the next renewal, in a small file of the user's settings.

Kept are facts about the pharmacy, which stand in public registers: its identifier, name, NIP and REGON. Not kept are
facts about the manager: PESEL never; the PWZ and the e-mail address are personal data, change with the manager, and two
years from now a stale one proposed by us would spoil the application. The file is asked for before it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from flows.base import bounded_toml
from flows.base.errors import FlowError
from flows.base.files import read_file
from flows.base.user_files import in_settings

FILE_NAME = "apteka.toml"
NAMES = ("identyfikator", "podmiot", "nip", "regon")
MARK = "zapis"
"""Names the run that wrote the file, so that „cofnij” never takes away what another one wrote."""
_MAX_BYTES = 65_536
_HEAD = (
    "# Dane apteki z wniosku w SOW, zachowane za zgodą użytkownika; przy następnym wniosku program je zaproponuje.\n"
    "# Nie ma tu numeru PESEL, numeru PWZ ani adresu e-mail. Ten plik można w każdej chwili usunąć.\n"
)


def kept_file() -> Path:
    """Where the file stands; it may not exist."""
    return in_settings(FILE_NAME)


def read(path: Path) -> Mapping[str, str]:
    """What is kept, texts by name, with ``MARK``. A missing, broken or foreign file keeps nothing."""
    with suppress(FlowError, ValueError):
        loaded = bounded_toml.loads(read_file(path, _MAX_BYTES).decode("utf-8-sig"))
        return {name: value for name in (*NAMES, MARK) if isinstance(value := loaded.get(name), str)}
    return {}


def as_text(values: Mapping[str, str], mark: str) -> str:
    """The file's content, for reading by people as well."""
    rows = {**{name: values[name] for name in NAMES if name in values}, MARK: mark}
    # JSON's strings are TOML's, but for DEL, which TOML wants escaped.
    quoted = {name: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") for name, value in rows.items()}
    return _HEAD + "".join(f"{name} = {value}\n" for name, value in quoted.items())


def proposed(name: str, parse: Callable[[str], object], path: Path) -> str:
    """The kept text when it is still a good answer, else ""."""
    value = read(path).get(name, "")
    try:
        parse(value)
    except FlowError:  # edited by hand
        return ""
    return value
