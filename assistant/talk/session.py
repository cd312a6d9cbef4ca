"""What the conversation remembers between two lines, and what comes of a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flows.base import clock
from flows.base.secret import Secret
from flows.catalogue import EVERY
from flows.engine import progress
from flows.engine.model import ByHand, Do, Flow, Item, steps_of

if TYPE_CHECKING:
    from assistant.screen.render import Reply
    from assistant.talk.actions import Action, Note, Redo, Start, TakeIn, Undo
    from assistant.talk.said import Said
    from flows.engine.progress import State


@dataclass(frozen=True, slots=True)
class Expecting:
    """What „tak” would do now, where that is not to answer the pending item.

    ``leave``: put the step aside; ``act``: do ``action``, for which ``word`` has to be typed in full; ``choice``:
    nothing, one of ``pages`` is chosen by number; ``start``: begin the step ``flow`` with the answers ``given``;
    ``folder``: take the folder ``text`` as the answer ``item``. ``question`` is what was asked, and is asked again
    after whatever comes between.
    """

    what: Literal["item", "leave", "act", "choice", "start", "folder"] = "item"
    question: str = ""
    action: Undo | Redo | Note | Start | TakeIn | None = None
    word: str = "tak"
    pages: tuple[str, ...] = ()
    flow: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    item: str = ""
    text: str = ""


ITEM = Expecting()


def starting(flow: str | None, **given: Any) -> Expecting:
    """„tak” begins this step; None: nothing beside the pending item."""
    return Expecting("start", flow=flow, given=given) if flow else ITEM


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation. Immutable: a turn returns the next one.

    ``known`` are answers that the next flow need not ask again (folder, passwords, in memory only). ``expecting`` is
    the one thing that „tak” would do now. ``first_typing`` is a new password to be typed again, ``proposed`` when it
    was our proposal, ``doubted`` a hidden line that looked like a sentence for us. ``unknowns`` counts questions in a
    row that had no answer, ``interrupts`` Ctrl-C in a row. ``last`` is repeated by „powtórz”. ``topic`` is the page
    that explains the last problem, ``explained`` the item that „nie rozumiem” was told about in short. ``notice`` is
    the nearest deadline, in short. ``typed`` are the passwords taken so far, also those that were replaced. ``ready``
    is the folder in which the flow under way was found to be possible. ``said`` is the answer given last, ``told`` the
    texts of all that were given. ``former`` are answers of the flow that the user took back, as text, to be proposed
    again; ``refused`` counts wrong passwords in a row. ``ahead`` is the step that was named last as the next one.
    ``foreign`` are the steps that are none of this pharmacy's. ``counting``: whether „3” answers how many
    computers there are; None while that was not asked. ``computers``: their names, as ``same`` compares them.
    ``today`` is the day by the clock of the conversation, set before each line.
    """

    flows: Mapping[str, Flow] = field(default_factory=lambda: EVERY)
    state: State | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    expecting: Expecting = ITEM
    first_typing: Secret | None = None
    proposed: bool = False
    doubted: Secret | None = None
    unknowns: int = 0
    interrupts: int = 0
    last: tuple[Reply, ...] = ()
    topic: str | None = None
    explained: str | None = None
    practice: bool = False
    notice: str = ""
    typed: frozenset[Secret] = frozenset()
    ready: Path | None = None
    said: Said | None = None
    told: frozenset[str] = frozenset()
    former: Mapping[str, str] = field(default_factory=dict)
    refused: int = 0
    ahead: str = ""
    waiting: str = ""
    counting: bool | None = None
    computers: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    today: date = field(default_factory=lambda: clock.now().date())

    @property
    def steps(self) -> tuple[Flow, ...]:
        """The steps of the renewal, in order."""
        return steps_of(self.flows)

    @property
    def last_number(self) -> int:
        """Of the last step that this pharmacy has: „krok 4 z 6” where it has no RaportNet."""
        here = self.state.flow if self.state is not None else ""
        ours = (each.number for each in self.steps if each.name not in self.foreign or each.name == here)
        return max(ours, default=0)

    @property
    def flow(self) -> Flow | None:
        """The flow under way."""
        return self.flows[self.state.flow] if self.state else None

    @property
    def pending(self) -> Item | None:
        """The unmet item of the flow under way; None outside a flow."""
        return progress.pending(self.flows[self.state.flow], self.state) if self.state else None

    @property
    def watching(self) -> bool:
        """Whether files are waited for while the user may type: there is no plan yet, and nothing else is asked."""
        item, state = self.pending, self.state
        planless = isinstance(item, Do) and state is not None and item.name not in state.plans
        return bool(self.waiting) and planless and self.expecting.what == "item"

    @property
    def asks(self) -> bool:
        """Whether the question on the screen is one that „tak” answers."""
        item, state = self.pending, self.state
        if self.expecting.what in {"leave", "act", "folder"} or isinstance(item, ByHand):
            return True
        return self.expecting.what == "start" if state is None else isinstance(item, Do) and item.name in state.plans

    @property
    def card(self) -> tuple[tuple[str, str], ...]:
        """Labels and values that can be copied now: of the plan on the screen, else of the last operation with some."""
        item, state = self.pending, self.state
        if item is not None and state is not None and item.name in state.plans and state.plans[item.name].card:
            return state.plans[item.name].card
        cards = [result.card for result in (self.state.results.values() if self.state else ()) if result.card]
        return cards[-1] if cards else ()

    @property
    def secrets(self) -> frozenset[Secret]:
        """Every password that was typed: a line that equals one is no question and belongs in no history."""
        answers = (*self.known.values(), *(self.state.answers.values() if self.state else ()), self.first_typing)
        return self.typed | {value for value in answers if isinstance(value, Secret)}

    @property
    def folder(self) -> Path | None:
        """The working folder, when it is known."""
        folder = (self.state.answers if self.state else {}).get("folder") or self.known.get("folder")
        return folder if isinstance(folder, Path) else None


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one line: the next session, what to say, what to do."""

    session: Session
    replies: tuple[Reply, ...] = ()
    action: Action | None = None
