"""Who may know whom, read from the source itself, and what the start of the program may cost."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from flows.base.door import Door
from flows.catalogue import FLOWS
from flows.folder import contents_problems
from kb.page import load_pages

ROOT = Path(__file__).parent.parent
ROOMS = ("assistant", "flows", "kb")
# run by us before a release, never on a user's computer
BUILD_TIME = {"kb.build", "kb.training", "kb.forms", "kb.outside"}
HEAVY = ("cryptography", "jks", "rapidfuzz", "prompt_toolkit", "markdown_it", "argparse", "platformdirs", "pyasn1")


@dataclass(frozen=True)
class Import:
    """``module`` imports ``target`` as soon as it is itself imported, later in a function, or never: for types only."""

    module: str
    target: str
    when: Literal["start", "later", "types"]


@cache
def modules() -> dict[str, Path]:
    paths = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {_name(path): path for path in paths}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> tuple[Import, ...]:
    return tuple(
        one
        for name, path in modules().items()
        for one in _imports_of(name, ast.parse(path.read_text("utf-8")), "start")
    )


def _imports_of(module: str, tree: ast.AST, when: Literal["start", "later", "types"]) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import(names):
                yield from (Import(module, _known(alias.name), when) for alias in names)
            case ast.ImportFrom(module=str(source), level=0):
                yield from (Import(module, _known(f"{source}.{alias.name}"), when) for alias in node.names)
            case ast.ImportFrom():
                pytest.fail(f"{module} imports relatively: write the whole name")
            case ast.If(test=ast.Name("TYPE_CHECKING")):
                yield from _imports_of(module, node, "types")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _imports_of(module, node, "later")
            case ast.Call(func=ast.Name("later" | "Door"), args=[ast.Constant(str(where))]):
                yield Import(module, _known(where.replace(":", ".")), "later")
            case _:
                yield from _imports_of(module, node, when)


def _known(name: str) -> str:
    """The module of ours that the name stands for, or the name itself."""
    parts = name.split(".")
    tries = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((each for each in tries if each in modules()), name)


def room(name: str) -> str:
    return name.partition(".")[0]


def test_the_reader_of_imports_sees_them() -> None:
    seen = {(one.module, one.target, one.when) for one in imports()}
    assert ("assistant.cli.main", "assistant", "start") in seen
    assert ("assistant.cli.main", "assistant.cli.beginning", "later") in seen
    assert ("flows.csr.flow", "flows.csr.generate_requests", "later") in seen
    assert ("flows.csr.flow", "flows.csr.about", "start") in seen
    assert ("assistant.screen.shell", "prompt_toolkit.PromptSession", "start") in seen


def doors() -> list[tuple[str, str]]:
    """(Module, what it names through a door)."""
    return [
        (name, where)
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"later", "Door"}
        for where in [argument.value if isinstance(argument, ast.Constant) else "" for argument in node.args]
        if name != "flows.base.door"
    ]


def _opens_here(where: str) -> bool:
    path = modules().get(where.partition(":")[0])
    return path is None or sys.platform == "win32" or 'assert sys.platform == "win32"' not in path.read_text("utf-8")


def test_every_door_opens() -> None:
    assert len(doors()) > 30
    assert [(name, where) for name, where in doors() if _opens_here(where) and not Door(where).opened] == []


INSIDE = {
    ("flows.base.placing", "ctypes"): "Linux alone, and only who writes a file",
    ("kb.page", "tomllib"): "a search reads no page; kb knows no door, which stands in another room",
    ("kb.words", "rapidfuzz.distance.OSA"): "only a typing error; as above",
    ("kb.words", "rapidfuzz.process.extractOne"): "as above",
}
"""Imports within functions, each with its reason; whatever else comes late comes through the door."""


def test_imports_stand_at_the_top_or_behind_the_door() -> None:
    found = {
        (name, one.target)
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and name not in BUILD_TIME
        for statement in ast.walk(node)
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for one in _imports_of(name, ast.Module([statement], []), "later")
    }
    assert found == INSIDE.keys()


def test_each_room_knows_only_those_below() -> None:
    allowed = {"assistant": set(ROOMS), "flows": {"flows"}, "kb": {"kb"}}
    wrong = [
        one for one in imports() if room(one.target) in ROOMS and room(one.target) not in allowed[room(one.module)]
    ]
    assert wrong == []


RANKS = (
    {"flows.base"},
    {"flows.ports"},
    {"flows.engine"},
    {"flows.crypto"},
    {"flows.folder", "flows.stores", "flows.desktop"},
    {"flows.calendar", "flows.csr", "flows.mail", "flows.p12", "flows.sow"},
    {"flows.raportnet", "flows.windows", "flows.zsmopl"},
    {"flows.catalogue", "flows.survey", "flows.this_computer"},
    {"flows.practice"},
    {"assistant.screen"},
    {"assistant.reports"},
    {"assistant.talk"},
    {"assistant.cli"},
)
"""Rooms from the ground up: a room knows those below it and its neighbours of the same rank."""


def test_rooms_know_only_those_below_and_beside_them() -> None:
    rank = {name: number for number, names in enumerate(RANKS) for name in names}
    rooms = (name for name in modules() if name.startswith(("flows.", "assistant.")) and "__main__" not in name)
    place = {module: rank[".".join(module.split(".")[:2])] for module in rooms}
    wrong = [one for one in imports() if place.get(one.target, 0) > place.get(one.module, len(RANKS))]
    assert wrong == []


def test_each_room_uses_only_its_own_libraries() -> None:
    standard = set(sys.stdlib_module_names) | set(ROOMS)
    allowed = {
        "assistant": {"prompt_toolkit", "markdown_it", "platformdirs", "pyperclip", "shtab"},
        "flows": {"cryptography", "jks", "platformdirs", "stdnum", "icalendar", "olefile"},
        "kb": {"markdown_it", "rapidfuzz"},
    }
    wrong = [
        one
        for one in imports()
        if one.when != "types"
        and one.module not in BUILD_TIME
        and room(one.target) not in standard | allowed[room(one.module)]
    ]
    assert wrong == []


def test_only_the_shell_imports_prompt_toolkit() -> None:
    assert {one.module for one in imports() if room(one.target) == "prompt_toolkit"} == {"assistant.screen.shell"}


def test_no_module_imports_itself_in_a_circle() -> None:
    """Nor for its types: two files that cannot be read one after the other are one."""
    graph: dict[str, set[str]] = {name: set() for name in modules()}
    for one in imports():
        if one.target in graph and not one.module.startswith(f"{one.target}."):
            graph[one.module].add(one.target)
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"circle: {' → '.join((*above, name))}"
        if name not in done:
            for target in graph[name]:
                visit(target, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


STARTS = {
    "version": (["--version"], set(), 10),
    "help": (["--help"], {"argparse"}, 30),
    "first prompt": (["--prosto"], {"argparse", "platformdirs"}, 75),
    "question": (["zapytaj", "ile ważny jest certyfikat"], {"argparse"}, 72),
}
"""What a start may import: heavy libraries, and how many modules of ours. Fewer is better; more is seen by the user."""


@pytest.mark.parametrize(("arguments", "allowed", "most"), STARTS.values(), ids=STARTS)
def test_what_the_start_imports(arguments: list[str], allowed: set[str], most: int, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from assistant.cli.main import main\n"
        "try:\n"
        f"    assert main({arguments!r}) == 0\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
    )
    names = done.stderr.split()
    assert {room(name) for name in names} & set(HEAVY) <= allowed
    ours = [name for name in names if room(name) in ROOMS]
    assert "assistant" in ours
    assert len(ours) <= most, " ".join(ours)


def _pages_named_in_source() -> Iterator[tuple[str, str]]:
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.keyword(arg="page", value=ast.Constant(str(slug))):
                    yield name, slug
                case ast.Call(func=ast.Name("Problem"), args=[_, _, _, _, ast.Constant(str(slug)), *_]):
                    yield name, slug


def test_every_page_that_a_problem_or_a_flow_names_exists() -> None:
    slugs = {page.slug for page in load_pages()}
    named = [*_pages_named_in_source(), *((f"flow {flow.name}", flow.page) for flow in FLOWS.values())]
    named += [("file", page) for *_, page in contents_problems._WORDS.values()]
    assert len(named) > 40
    assert [each for each in named if each[1] not in slugs] == []


def test_every_flow_that_a_page_offers_exists() -> None:
    offered = {page.flow for page in load_pages() if page.flow is not None}
    assert offered
    assert offered <= FLOWS.keys()


def test_no_two_test_files_bear_one_name() -> None:
    """pytest would run neither of the two, and with them nothing at all."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)


def test_failures_are_told_apart_by_type() -> None:
    """Whoever acts on a failure catches its class; the code of a problem is for scripts and journals."""
    compared = [
        f"{name}: {ast.unparse(node)}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and re.search(r"\bproblem\.code\b", ast.unparse(node))
    ]
    assert compared == []


def test_what_words_a_problem_returns_the_error() -> None:
    """One convention for all that is public, so that nobody who raises it forgets the class."""
    wrong = [
        f"{name}.{node.name}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None
        if re.search(r"\bProblem\b", ast.unparse(node.returns))
    ]
    assert wrong == []
