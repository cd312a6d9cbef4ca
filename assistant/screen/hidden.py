"""Passwords that turn up where they would be seen."""

from __future__ import annotations

from collections.abc import Iterable

from flows.base.secret import Secret

_SHORTEST_HELD = 6
"""Characters; a shorter password stands in ordinary sentences by chance and is only known as a whole line."""


def holds_secret(line: str, secrets: Iterable[Secret]) -> bool:
    """Whether the line is a password in memory or has one inside („moje hasło to …”)."""
    text = Secret(line.strip())
    held = Secret(line).reveal()  # in the same normal form
    return any(
        secret == text or (len(secret.reveal()) >= _SHORTEST_HELD and secret.reveal() in held) for secret in secrets
    )
