"""What can go wrong, said so that a pharmacist can act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in plain Polish: what happened, the likely causes, what to do now.

    ``code`` is stable, English and kebab-case: scripts and tests rely on it. ``page`` is the slug of the page of the
    knowledge base that explains more. ``ask`` names the answer of the flow that is at fault (``"haslo"``,
    ``"folder"``…): the runner voids it and asks again; None when no other answer would help.
    """

    code: str
    what: str
    causes: tuple[str, ...] = ()
    next: str = ""
    page: str | None = None
    ask: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As ``--json`` prints it (interface.md)."""
        return {
            "code": self.code,
            "what": self.what,
            "causes": list(self.causes),
            "next": self.next,
            "page": self.page,
        }


class FlowError(Exception):
    """An expected failure; carries the Problem to be shown. Anything else that is raised is our own bug.

    ``facts`` as in ``flows.engine.plan.Result``: what was seen all the same.
    """

    def __init__(self, problem: Problem, facts: Mapping[str, Any] = MappingProxyType({})) -> None:
        super().__init__(f"{problem.code}: {problem.what}")
        self.problem = problem
        self.facts = facts


class Cancelled(Exception):  # noqa: N818  (cancelling is an event, not an error)
    """The user stopped what was going on (Ctrl-C, „anuluj”). Nothing that was verified is lost."""
