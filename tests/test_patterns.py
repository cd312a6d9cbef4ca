"""Regular expressions: every one is right, though none is compiled before it is needed."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest

from flows.base.patterns import Later, regex

ROOT = Path(__file__).parent.parent
SOURCES = tuple(path for room in ("assistant", "flows") for path in sorted((ROOT / room).rglob("*.py")))
WINDOWS = 'assert sys.platform == "win32"'  # stands in modules that only Windows can import


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _made_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls outside of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _made_at_import(child)


def _within(value: Any) -> Iterator[Later[Any]]:
    match value:
        case Later():
            yield value
        case tuple() | list() | frozenset():
            for each in value:
                yield from _within(each)
        case dict():
            yield from _within(list(value.values()))
        case _:
            fields = getattr(type(value), "__dataclass_fields__", {}) if not isinstance(value, type) else {}
            for field in fields:
                yield from _within(getattr(value, field))


def test_no_pattern_is_compiled_while_modules_are_imported() -> None:
    assert [
        f"{_name(path)}:{call.lineno}"
        for path in SOURCES
        for call in _made_at_import(ast.parse(path.read_text("utf-8")))
        if ast.unparse(call.func) == "re.compile"
    ] == []


def test_every_pattern_is_one() -> None:
    modules = [import_module(_name(path)) for path in SOURCES if WINDOWS not in path.read_text("utf-8")]
    found = {id(each): each for module in modules for each in _within(list(vars(module).values()))}
    assert len(found) > 150
    for each in found.values():
        re.compile(*each._source)


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    word, byte = regex("k(o+)t", re.IGNORECASE), regex(b"k(o+)t")
    found = word.fullmatch("KOOT")
    assert found is not None
    assert found[1] == "OO"
    assert word.sub("pies", "kot i kooot") == "pies i pies"
    assert byte.split(b"a kot b") == [b"a ", b"o", b" b"]
    assert cast("Any", word).pattern == "k(o+)t"
    assert repr(regex("a")) == "regex('a', 0)"


def test_a_mistake_in_a_pattern_is_met_at_first_use() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.match("")
