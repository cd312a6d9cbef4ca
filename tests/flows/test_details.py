"""How details of a plan are written into a journal and read back: by the form of each field, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from flows.engine.details import Details, DetailsError
from flows.engine.plan import Plan

Colour = Literal["red", "green"]


@dataclass(frozen=True, slots=True)
class Leaf(Details):
    name: str


@dataclass(frozen=True, slots=True)
class Tree(Details):
    age: int
    until: date
    seen: date | None
    leaves: Mapping[Colour, Leaf]
    days: tuple[date, ...] = ()
    tall: bool = False

    def check(self) -> None:
        if self.age < 0:
            raise DetailsError("age")


WHOLE: dict[str, Any] = {
    "age": 3,
    "until": "2028-11-21",
    "seen": None,
    "leaves": {"red": {"name": "żółw"}},
    "days": ["2026-01-02"],
    "tall": True,
}
TREE = Tree(3, date(2028, 11, 21), None, {"red": Leaf("żółw")}, (date(2026, 1, 2),), tall=True)


def test_there_and_back() -> None:
    assert TREE.to_json() == WHOLE
    assert Tree.from_json(WHOLE) == TREE
    assert Tree.of(Plan("x", Path("x"), "", (), (), "", WHOLE)) == TREE
    assert Tree.from_json({**WHOLE, "seen": "2026-01-02"}).seen == date(2026, 1, 2)


def test_what_has_its_default_is_not_written_and_not_missed() -> None:
    short = {name: value for name, value in WHOLE.items() if name not in {"days", "tall"}}
    assert Tree.from_json(short).to_json() == short
    assert Tree.from_json({**short, "of a later version": 7}).to_json() == short


@pytest.mark.parametrize("name", ["age", "until", "seen", "leaves"])
def test_what_has_none_has_to_be_there(name: str) -> None:
    with pytest.raises(DetailsError, match=f"^{name}$"):
        Tree.from_json({each: value for each, value in WHOLE.items() if each != name})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"age": -1}, "age"),
        ({"age": True}, "True"),
        ({"age": "3"}, "3"),
        ({"age": 3.5}, "3.5"),
        ({"tall": 1}, "1"),
        ({"until": None}, "None"),
        ({"until": "21.11.2028"}, "21.11.2028"),
        ({"until": 20281121}, "20281121"),
        ({"days": "2026-01-02"}, "2026-01-02"),
        ({"days": [None]}, "None"),
        ({"leaves": {"blue": {"name": "x"}}}, "blue"),
        ({"leaves": {"red": "x"}}, "Leaf"),
        ({"leaves": {"red": {}}}, "name"),
        ({"leaves": ["red"]}, r"\['red'\]"),
        ({"seen": "x" * 50, "until": "y"}, "y"),
        ({"age": "z" * 50}, "z{40}"),
    ],
)
def test_another_form_is_refused_and_named(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(DetailsError, match=f"^{said}$"):
        Tree.from_json({**WHOLE, **changed})


@pytest.mark.parametrize("odd", [None, 7, "x", [], [WHOLE]])
def test_what_is_no_object_is_refused(odd: object) -> None:
    with pytest.raises(DetailsError, match=r"^Tree$"):
        Tree.from_json(odd)
