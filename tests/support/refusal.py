"""Asserts a refusal: the code, and that its Problem is fit to be shown to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.base.errors import FlowError, Problem

_PAGES = Path(__file__).parents[2] / "kb" / "pages"
_POLISH = set("ąćęłńóśźż")


@contextmanager
def refused(code: str, *, ask: str | None = None) -> Iterator[list[Problem]]:
    """The block must raise FlowError with this code and this ``ask``; the Problem is appended to the yielded list."""
    problems: list[Problem] = []
    with pytest.raises(FlowError) as caught:
        yield problems
    problem = caught.value.problem
    assert (problem.code, problem.ask) == (code, ask)
    assert_fit_to_show(problem)
    problems.append(problem)


def outcome(call: Callable[[], object]) -> str | None:
    """The code of the refusal, None when the call succeeds. Anything but a FlowError comes out as it is."""
    try:
        call()
    except FlowError as error:
        assert_fit_to_show(error.problem)
        return error.problem.code
    return None


def assert_fit_to_show(problem: Problem) -> None:
    """Polish, says what to do, names a page that there is, and nothing of the machinery shows."""
    words = " ".join((problem.what, *problem.causes, problem.next))
    assert problem.what.endswith((".", "?", "!"))
    assert problem.next.endswith(".")
    assert _POLISH & set(words.lower())
    assert not any(each in words for each in ("Error", "Exception", "Traceback", "None", "  ", "{", "b'"))
    assert (_PAGES / f"{problem.page}.md").is_file()


def folder_listing(folder: Path) -> list[str]:
    """Every name in the folder, hidden ones too."""
    return sorted(each.name for each in folder.iterdir())
