"""What a flow is made of. Declared, not programmed: position is computed from what has been answered and done.

A ``Flow`` is one of the seven steps of the renewal. Its items are met in order; the first unmet one is where we are
(``flows.progress``). Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from flows.operations.names import inside

Answers: TypeAlias = Mapping[str, Any]
"""Answers by the name of their item: parsed values, ``Secret`` for passwords, options with their defaults."""

Applies: TypeAlias = Callable[[Answers], bool]
"""``when`` of an item: whether it applies to the answers so far; one that does not counts as met until asked for."""

Progress: TypeAlias = Callable[[str], None]
"""Receives one short Polish line each time a noticeable part of the work begins."""

Probe: TypeAlias = Literal["done", "partly", "not"]

Written: TypeAlias = Mapping[Path, str]
"""Files that an operation has just written, each with the SHA-256 of what it meant to write."""


@dataclass(frozen=True, slots=True)
class Ask:
    r"""A question whose answer is parsed at once.

    ``parse(text)`` returns the value or raises FlowError with what is wrong. ``default(answers)`` proposes a text for
    an empty line, "" for no proposal. ``flag`` is the command line's way to give the answer. An ``optional`` item is
    asked only when a Problem names it in ``ask``; one that is ``skippable`` is asked, and „pomiń” goes on without it.
    ``hint`` says in one line what a good answer looks like. ``words`` are what a user calls the thing when correcting
    it („zmień folder”), folded. ``find(line)`` takes the answer out of a sentence
    („zapisz w D:\\Certyfikaty”) or returns None when the line holds none: then the line is a question. ``several``
    (a pasted e-mail) says at an empty line whether the lines so far are the whole answer; ``personal`` keeps the answer
    out of the line history. ``check(value, answers)`` compares it with the answers before it and raises FlowError.
    ``uses`` names answers that it repeats: it is asked again when one of them changes. ``anytime(line)`` is ``find``
    for a line typed at a later item of the step, where the answer may change without „zmień”.
    """

    name: str
    question: str
    parse: Callable[[str], Any]
    flag: str
    hint: str = ""
    default: Callable[[Answers], str] | None = None
    optional: bool = False
    skippable: bool = False
    words: tuple[str, ...] = ()
    find: Callable[[str], str | None] = str.strip
    several: Callable[[str], bool] | None = None
    personal: bool = False
    check: Callable[[Any, Answers], None] | None = None
    uses: tuple[str, ...] = ()
    anytime: Callable[[str], str | None] | None = None
    when: Applies | None = None


@dataclass(frozen=True, slots=True)
class AskSecret:
    """A password: read without echo, never matched, kept in memory only. ``twice``: typed again to be sure.

    ``parse(text)`` returns a ``Secret`` or raises FlowError. ``propose()`` makes a good password when the user types
    nothing; None where a new one makes no sense.
    """

    name: str
    question: str
    parse: Callable[[str], Any]
    flag: str
    hint: str = ""
    twice: bool = False
    propose: Callable[[], str] | None = None
    optional: bool = False
    words: tuple[str, ...] = ()
    when: Applies | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """A real operation. ``uses`` names the answers, options and earlier results that it rests on.

    ``attended`` needs somebody at the screen (it opens a browser): a script passes it over. ``watch`` names the answer
    with the folder whose files are waited for while the plan says ``not-downloaded-yet``. An ``offered`` operation is
    an extra that „nie” passes over; a script does it only where the option or answer of that name is given, and nobody
    is offered what rests on a question of that name that was skipped.
    """

    name: str
    operation: Operation
    uses: tuple[str, ...]
    attended: bool = False
    watch: str | None = None
    offered: str = ""
    when: Applies | None = None


WORK = "zrobione"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person does elsewhere or alone knows; recorded as said by the user, never as verified.

    ``word`` is what the user types when it is so: ``WORK`` for something to be done, and then ``page`` is shown with
    the question; another word for a condition, where the page only explains. ``recorded`` items are the user's
    word that the step is done, and scripts end there. ``event``: what the journal keeps of it instead of that word.
    """

    name: str
    question: str
    uses: tuple[str, ...] = ()
    page: str | None = None
    word: str = WORK
    recorded: bool = True
    event: str = ""
    when: Applies | None = None


Item: TypeAlias = Ask | AskSecret | Do | ByHand


@dataclass(frozen=True, slots=True)
class Option:
    """A setting with a default that is not asked about; ``flag`` changes it from the command line."""

    name: str
    flag: str
    default: Any
    parse: Callable[[str], Any]
    help: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One of the seven steps. ``name`` as in commands, ``number`` 1–7 (0: none of them), ``page`` its slug."""

    name: str
    number: int
    title: str
    page: str
    items: tuple[Item, ...]
    options: tuple[Option, ...] = ()

    def item(self, name: str) -> Item:
        """The item of that name; KeyError when there is none."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation is about to do: shown to the user, kept in the journal, executed as it stands.

    ``lines`` say it in Polish, ``writes`` names the files that will appear, ``undo`` says how it can be taken back or
    why it cannot. ``details`` is plain JSON and holds what ``apply`` needs besides secrets. ``nothing_to_do`` marks a
    result that is already there and is only verified.
    """

    operation: str
    folder: Path
    summary: str
    lines: tuple[str, ...]
    writes: tuple[Path, ...]
    undo: str
    details: Mapping[str, Any] = field(default_factory=dict)
    nothing_to_do: bool = False
    card: tuple[tuple[str, str], ...] = ()
    """Labels and values to be copied elsewhere, shown by number. Personal data: never part of ``to_json``."""
    resumes: str | None = None
    """The journal's id of the interrupted operation that this plan completes."""
    found: bool = False
    """The folder was there when this was planned: if it is gone by then (a stick pulled out), it is not made anew."""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for the journal; file names relative to the folder, so that the folder may move."""
        return {
            "operation": self.operation,
            "summary": self.summary,
            "lines": list(self.lines),
            "writes": [path.name for path in self.writes],
            "undo": self.undo,
            "details": dict(self.details),
            "nothing_to_do": self.nothing_to_do,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], folder: Path) -> Plan:
        """The plan as the journal in ``folder`` keeps it; its files lie in the folder whatever their names say.

        Raises KeyError, TypeError or ValueError on anything else.
        """
        return cls(
            operation=str(data["operation"]),
            folder=folder,
            summary=str(data["summary"]),
            lines=tuple(str(line) for line in data["lines"]),
            writes=tuple(inside(folder, name) for name in data["writes"]),
            undo=str(data["undo"]),
            details=dict(data["details"]),
            nothing_to_do=bool(data["nothing_to_do"]),
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What was seen to be there after an operation. ``lines`` say it; ``files`` exist and were read back.

    ``seen`` is False for what no program can see (a browser's window): then nobody says "gotowe". ``card`` is the
    plan's, to copy from. ``facts`` are plain JSON that ``krok --json`` adds to its own keys.
    """

    files: tuple[Path, ...]
    lines: tuple[str, ...]
    seen: bool = True
    card: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Operation(Protocol):
    """A change of the real world that can be planned, made, verified, probed and taken back. Holds no state."""

    @property
    def name(self) -> str:
        """Stable identifier, kept in journals."""

    def plan(self, answers: Answers) -> Plan:
        """Looks, changes nothing. Raises FlowError when it could not work or must not."""

    def apply(self, plan: Plan, answers: Answers, progress: Progress) -> Written | None:
        """Does it. Called again for the same plan it completes what is missing and repeats nothing.

        Returns what it wrote into files; None where its work lies elsewhere.
        """

    def verify(self, plan: Plan, answers: Answers) -> Result:
        """Reads the result back from where it went. Raises FlowError when it is not all there and right."""

    def probe(self, plan: Plan) -> Probe:
        """How much of the plan is there, judged without any secret."""

    def resume(self, plan: Plan, answers: Answers) -> Plan | None:
        """The interrupted plan as it has to be completed today; None when it makes no sense (a journal edited by hand).

        ``plan`` comes from the journal, so nothing in it may be relied on. Looks, changes nothing. Raises FlowError.
        """


@runtime_checkable
class Undoable(Protocol):
    """An operation whose work lies elsewhere than in files of the folder, and that takes it back by itself."""

    def to_take_back(self, plan: Plan) -> tuple[str, ...]:
        """What ``take_back`` would undo on this computer now, a Polish line each; () when there is nothing here."""

    def take_back(self, plan: Plan) -> None:
        """Undoes what this plan's run did, and nothing else; again is harmless. Raises FlowError."""


@runtime_checkable
class Settling(Protocol):
    """An operation that leaves something in the way while it works, and must put it right however its run ends."""

    def settle(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Called last, after a success, a failure and Ctrl-C alike. Raises nothing expected; says what it did."""
