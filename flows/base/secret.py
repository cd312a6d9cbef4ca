"""A password on its way from the prompt to the keystore."""

from __future__ import annotations

import unicodedata
from typing import NoReturn


class Secret:
    """A password held in memory only.

    Its repr and str are dots, it compares by value, and it refuses to be pickled or copied into JSON, so that it
    cannot slip into a journal, a log or a traceback. Text is normalised to NFC: the same Polish letter typed on two
    systems must open the same keystore.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = unicodedata.normalize("NFC", value)

    def reveal(self) -> str:
        """The password itself, NFC. Call it only where a library needs it, and keep the result nowhere."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __str__(self) -> str:
        return "•••"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not serialised")
