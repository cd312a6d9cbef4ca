"""The details of a plan as a value of its operation's own kind; in journals they are plain JSON.

A journal may come from an older version or have been edited by hand. So what is read is held against the fields: one
that is missing takes its default, one that the kind does not know is passed over, and what has another form is refused.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Literal, Self, Union, get_args, get_origin, get_type_hints

from flows.engine.plan import Plan


class DetailsError(ValueError):
    """No such details: the journal was edited by hand."""


@dataclass(frozen=True, slots=True)
class Details:
    """Fields are texts, numbers, days, other ``Details``, and tuples and mappings of these; some may be None."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON by field; one that has its default is left out."""
        return {
            each.name: _written(getattr(self, each.name))
            for each in fields(self)
            if each.default is MISSING or getattr(self, each.name) != each.default
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises DetailsError."""
        if not isinstance(data, Mapping):
            raise DetailsError(cls.__name__)
        kinds = get_type_hints(cls)
        given = {each.name: _read(kinds[each.name], data[each.name]) for each in fields(cls) if each.name in data}
        missing = [each.name for each in fields(cls) if each.default is MISSING and each.name not in given]
        if missing:
            raise DetailsError(missing[0])
        read = cls(**given)
        read.check()
        return read

    def check(self) -> None:
        """Raises DetailsError for what no plan of ours has; nothing beyond the fields' forms by default."""

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Those of the plan. Raises DetailsError."""
        return cls.from_json(plan.details)


def _written(value: Any) -> Any:
    match value:
        case Details():
            return value.to_json()
        case date():
            return value.isoformat()
        case tuple():
            return [_written(each) for each in value]
        case Mapping():
            return {key: _written(each) for key, each in value.items()}
        case _:
            return value


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return None if value is None else _read(next(each for each in inner if each is not type(None)), value)
    if origin is tuple and isinstance(value, list):
        return tuple(_read(inner[0], each) for each in value)
    if origin is Mapping and isinstance(value, Mapping):
        return {_read(inner[0], key): _read(inner[1], each) for key, each in value.items()}
    if origin is Literal and isinstance(value, str) and value in inner:
        return value
    if isinstance(kind, type) and issubclass(kind, Details):
        return kind.from_json(value)
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise DetailsError(value) from error
    if type(value) is kind:
        return value
    raise DetailsError(str(value)[:40])
