"""What can go wrong, said so that a pharmacist can act on it.

A function that words a problem returns the error to be raised; who only wants to tell it takes its ``problem``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self


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

    def about(self, ask: str) -> Self:
        """The same error, with another answer at fault."""
        return type(self)(replace(self.problem, ask=ask), self.facts)


# Kinds of failure that somebody acts on; what only ever is told needs no class of its own.


class WrongPasswordError(FlowError):
    """A password that does not open what it was given for."""


class NothingToUndoError(FlowError):
    """No operation, or no entry, that could be taken back."""


class MayPassError(FlowError):
    """What may be over in a minute: the disk is connected again, the folder may be written to."""


class FolderFullError(MayPassError):
    """No space left, seen before anything was written."""


class UnreadableError(FlowError):
    """A file that is there and cannot be read."""


class TooLargeError(FlowError):
    """A file with more bytes than such files have."""


class NotYetError(FlowError):
    """What only time or a person's hand brings: the step waits, nothing is wrong."""


class UnansweredError(FlowError):
    """A script gave too little: an answer or the consent is missing."""


class KeyMismatchError(FlowError):
    """A certificate that was issued for no key here."""


class Cancelled(Exception):  # noqa: N818  (cancelling is an event, not an error)
    """The user stopped what was going on (Ctrl-C, „anuluj”). Nothing that was verified is lost."""
