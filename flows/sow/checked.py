"""What a checked field of the application's form is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """A value as the form wants it, and what is unusual about it (a Polish sentence) or None."""

    value: str
    warning: str | None

    def __str__(self) -> str:
        return self.value
