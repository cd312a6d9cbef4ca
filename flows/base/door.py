"""The one lazy door: what stands behind it is imported when it is first used.

A start imports what it shows; a flow, an operation, a command, a heavy library is named and comes when it is its turn.
Every other import stands at the top of its file. ``tests/test_layers.py`` reads the names and opens every door.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(where: str) -> Callable[..., Any]:
    """The function or class at ``module:name``, to be called as itself. Its module is imported with the first call.

    Types are not checked through it: give the name that it is bound to a type of its own.
    """
    return Door(where)


class Door:
    """Calls what it names."""

    __slots__ = ("_found", "where")

    def __init__(self, where: str) -> None:
        self.where = where
        self._found: Any = None

    def __repr__(self) -> str:
        return f"later({self.where!r})"

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """As the function or class itself."""
        return self.opened(*arguments, **named)

    @property
    def opened(self) -> Any:
        """What stands behind it. Raises ImportError or AttributeError where the name is wrong."""
        if self._found is None:
            module, _, name = self.where.partition(":")
            self._found = getattr(import_module(module), name)
        return self._found
