"""What a flow is made of. Declared, not programmed: position is computed from what has been answered and done.

A ``Flow`` is one step of the renewal. Its items are met in order; the first unmet one is where we are
(``flows.engine.progress``). Nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from flows.engine.about import About, Called, PassingOver
from flows.engine.plan import Answers, Operation

if TYPE_CHECKING:
    from flows.engine.proof import Proof
    from flows.engine.scripted import Scripted

Applies: TypeAlias = Callable[[Answers], bool]
"""``when`` of an item: whether it applies to the answers so far; one that does not counts as met until asked for."""


@dataclass(frozen=True, slots=True)
class OnDay:
    """In place of a function: one that has to know what day it is, and gets it last."""

    call: Callable[[Any, date], Any]


@dataclass(frozen=True, slots=True)
class Ask:
    r"""A question whose answer is parsed at once.

    ``parse(text)`` returns the value or raises FlowError with what is wrong. ``default(answers)`` proposes a text for
    an empty line, "" for no proposal; both may be ``OnDay``; ``because()`` says why it is not the usual one.
    ``flag`` is the command line's way to give the answer. An ``optional`` item is asked only when a Problem names it
    in ``ask``; one that is ``skippable`` is asked, and „pomiń” goes on without it.
    ``hint`` says in one line what a good answer looks like. ``words`` are what a user calls the thing when correcting
    it („zmień folder”), folded. ``find(line)`` takes the answer out of a sentence
    („zapisz w D:\\Certyfikaty”) or returns None when the line holds none: then the line is a question. ``several``
    (a pasted e-mail) says at an empty line whether the lines so far are the whole answer, ``begins`` at the first one
    whether more must follow; ``personal`` keeps the answer out of the line history and in this step; ``anew``: asked
    again whenever the step is entered. ``in_form``: a script gives it in the form's file, never on the command line.
    ``is_path``: what a shell completes it with. ``check(value, answers)`` compares
    it with the answers before it and raises FlowError. ``uses`` names answers that it repeats: it is asked again when
    one of them changes. ``anytime(line)`` is ``find`` for a line typed at a later item of the step, where the answer
    may change without „zmień”.
    """

    name: str
    question: str
    parse: Callable[[str], Any] | OnDay
    flag: str
    hint: str = ""
    default: Callable[[Answers], str] | OnDay | None = None
    because: Callable[[], str] = str
    optional: bool = False
    skippable: bool = False
    words: tuple[str, ...] = ()
    find: Callable[[str], str | None] = str.strip
    several: Callable[[str], bool] | None = None
    begins: Callable[[str], bool] = lambda _line: False
    personal: bool = False
    anew: bool = False
    in_form: bool = False
    is_path: Literal["", "folder", "file"] = ""
    check: Callable[[Any, Answers], None] | None = None
    uses: tuple[str, ...] = ()
    anytime: Callable[[str], str | None] | None = None
    when: Applies | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the answer outlives the step."""
        return not (self.personal or self.anew)

    def read(self, text: str, today: date) -> Any:
        """The answer that the text is. Raises FlowError."""
        return self.parse.call(text, today) if isinstance(self.parse, OnDay) else self.parse(text)

    def proposed(self, answers: Answers, today: date) -> str:
        """What an empty line answers; "" where nothing is proposed."""
        if self.default is None:
            return ""
        return str(self.default.call(answers, today) if isinstance(self.default, OnDay) else self.default(answers))


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

    def read(self, text: str, _today: date) -> Any:
        """As of ``Ask``."""
        return self.parse(text)


@dataclass(frozen=True, slots=True)
class Do:
    """A real operation, which ``made`` makes: its class, or the ``later`` through which that is imported at its turn.

    ``uses`` names the answers, options and earlier results that it rests on. ``did``: what was done once it is, as
    „co ostatnio zrobiono?” tells it („utworzono pliki .p12”).

    ``attended`` needs somebody at the screen (it opens a browser): a script passes it over. An ``offered`` operation is
    an extra that „nie” passes over; a script does it only where the option or answer of that name is given, and nobody
    is offered what rests on a question of that name that was skipped. A ``note`` writes down what was just answered:
    that needs no yes of its own.
    """

    name: str
    made: Callable[[], Operation]
    uses: tuple[str, ...]
    attended: bool = False
    offered: str = ""
    note: bool = False
    did: str = ""
    when: Applies | None = None

    @property
    def operation(self) -> Operation:
        """What it does; made anew each time, for an operation holds no state."""
        return self.made()


WORK = "zrobione"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person does elsewhere or alone knows; recorded as said by the user, never as verified.

    ``word`` is what the user types when it is so: ``WORK`` for something to be done, and then ``page`` is shown with
    the question; another word for a condition, where the page only explains. ``recorded`` items are the user's
    word that the step is done, and scripts end there. ``event``: what the journal keeps of it instead of that word.
    ``instead`` is what is asked, without the page, where things stand differently: "" for the usual question.
    """

    name: str
    question: str
    uses: tuple[str, ...] = ()
    page: str | None = None
    word: str = WORK
    recorded: bool = True
    event: str = ""
    instead: Callable[[Answers], str] = lambda _answers: ""
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
    """One step. ``name`` as in commands, ``number`` its place among the steps (0: none of them), ``page`` its slug.

    ``about`` has what the step says about its own questions, by the name of the item. ``ready`` looks, as soon as the
    folder is known and before anything else is asked, whether the step can be done there at the given moment: it
    returns sentences to be said first, or raises FlowError. ``begun`` then tells, in a sentence, what of the step was
    done there before and may have been finished elsewhere since, "" for nothing: that is asked before all else.
    ``known`` names an answer that the folder makes needless, with a sentence that says so; None for none. That question
    and what rests on it are passed over until they are asked for.

    ``proves`` judges what lies in the folder (a ``flows.folder.seen.Seen``); None for what belongs to a step, or to
    all, and is no step itself. ``warns`` says what of the same cannot wait, "" for nothing; ``after`` names the steps
    without which nothing can be done about that. ``passing``: the step may be gone past. ``scripted``: what it tells
    scripts of its own. ``called``: what users call it. ``heeds``: kinds of deadlines that it cannot do without, and
    that are spoken of before it even when they are over.
    """

    name: str
    number: int
    title: str
    page: str
    items: tuple[Item, ...]
    options: tuple[Option, ...] = ()
    about: Mapping[str, About] = field(default_factory=dict)
    ready: Callable[[Path, datetime], tuple[str, ...]] | None = None
    begun: Callable[[Path], str] | None = None
    known: Callable[[Path, datetime], tuple[str, str] | None] | None = None
    proves: Callable[[Any], Proof] | None = None
    warns: Callable[[Any], str] | None = None
    after: tuple[str, ...] = ()
    passing: PassingOver | None = None
    scripted: Scripted | None = None
    called: Called = field(default_factory=Called)
    heeds: tuple[str, ...] = ()

    def item(self, name: str) -> Item:
        """The item of that name; KeyError when there is none."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What it can do, in order."""
        return tuple(item.operation for item in self.items if isinstance(item, Do))


def steps_of(flows: Mapping[str, Flow]) -> tuple[Flow, ...]:
    """The steps among these flows, in their order."""
    return tuple(flow for flow in flows.values() if flow.proves is not None)


def operations_of(flows: Iterable[Flow]) -> dict[str, Operation]:
    """Every operation of these flows by the name that journals have."""
    return {operation.name: operation for flow in flows for operation in flow.operations}
