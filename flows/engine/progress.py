"""Where a flow stands: pure functions over what has been answered and done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Item

if TYPE_CHECKING:
    from flows.engine.plan import Plan, Result


@dataclass(frozen=True, slots=True)
class State:
    """Everything known about one run of a flow.

    ``plans`` holds plans that were shown and not yet carried out; ``requested`` the optional items that a Problem
    asked for; ``said`` the by-hand items that the user reported; ``declined`` what was skipped or not wanted.
    """

    flow: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    said: frozenset[str] = field(default_factory=frozenset)
    requested: frozenset[str] = field(default_factory=frozenset)
    declined: frozenset[str] = field(default_factory=frozenset)


def start(flow: Flow, answers: Mapping[str, Any] = MappingProxyType({})) -> State:
    """A new run: options at their defaults, then the given answers."""
    options = {option.name: option.default for option in flow.options}
    return State(flow.name, {**options, **answers})


def met(item: Item, state: State) -> bool:
    """Whether nothing more has to happen for this item.

    One that does not apply is met until a Problem asks for it, and an optional one then, too.
    """
    optional = isinstance(item, Ask | AskSecret) and item.optional
    if item.when is not None and (optional or item.name not in state.requested) and not item.when(state.answers):
        return True
    match item:
        case Do():
            return item.name in state.results or bool({item.name, item.offered} & state.declined)
        case ByHand():
            return item.name in state.said
        case _:
            asked = not item.optional or item.name in state.requested
            return item.name in state.answers or item.name in state.declined or not asked


def pending(flow: Flow, state: State) -> Item | None:
    """The first unmet item: where we are. None when the flow is finished."""
    return next((item for item in flow.items if not met(item, state)), None)


def dependents(flow: Flow, name: str) -> frozenset[str]:
    """Names of operations, by-hand items and repeated answers that rest on ``name``, also through other items."""
    found: set[str] = set()
    frontier = {name}
    while frontier:
        frontier = {
            item.name
            for item in flow.items
            if not isinstance(item, AskSecret) and item.name not in found and frontier & set(item.uses)
        }
        found |= frontier
    return frozenset(found)


def _without(mapping: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in names}


def void(flow: Flow, state: State, name: str) -> State:
    """Takes an answer back, and with it all that rested on it. An optional item becomes asked."""
    fallen = dependents(flow, name) | {name}
    return replace(
        state,
        answers=_without(state.answers, fallen),
        plans=_without(state.plans, fallen),
        results=_without(state.results, fallen),
        said=state.said - fallen,
        requested=(state.requested - fallen) | {name},
        declined=state.declined - fallen,
    )


def answer(flow: Flow, state: State, name: str, value: Any) -> State:
    """Records an answer; a changed one voids what rested on the old."""
    if name in state.answers and state.answers[name] == value:
        return state
    cleared = void(flow, state, name)
    return replace(cleared, answers={**cleared.answers, name: value})


def decline(state: State, name: str) -> State:
    """Goes on without this answer or extra."""
    return replace(unplanned(state, name), declined=state.declined | {name})


def planned(state: State, name: str, plan: Plan) -> State:
    """Remembers the plan that was shown for the operation ``name``."""
    return replace(state, plans={**state.plans, name: plan})


def unplanned(state: State, name: str) -> State:
    """Forgets the plan: it has to be made and confirmed again."""
    return replace(state, plans=_without(state.plans, frozenset({name})))


def record(state: State, name: str, result: Result) -> State:
    """Records a verified result; its plan is used up."""
    return replace(unplanned(state, name), results={**state.results, name: result})


def reopened(state: State, name: str) -> State:
    """Forgets that the operation was done or passed over; what rests on it stays."""
    gone = frozenset({name})
    return replace(unplanned(state, name), results=_without(state.results, gone), declined=state.declined - gone)


def report_done(state: State, name: str) -> State:
    """Records that the user says a by-hand item is done."""
    return replace(state, said=state.said | {name})


def taken_back(flow: Flow, state: State, key: str) -> State:
    """Forgets what the operation ``key`` did, or, when it is this flow's name, what the user reported as done."""
    gone = frozenset(
        item.name
        for item in flow.items
        if (isinstance(item, Do) and item.operation.name == key)
        or (isinstance(item, ByHand) and item.recorded and key == flow.name)
    )
    fallen = gone.union(*(dependents(flow, name) for name in gone))
    return replace(state, results=_without(state.results, fallen), said=state.said - fallen)


def uses(item: Do, state: State) -> dict[str, Any]:
    """The answers an operation may see: those it declared, and no others."""
    return {name: state.answers[name] for name in item.uses if name in state.answers}


def previous(flow: Flow, state: State) -> Item | None:
    """The last question answered before where we are: what „wróć” goes back to. None at the beginning."""
    here = pending(flow, state)
    before: Item | None = None
    for item in flow.items:
        if item is here:
            break
        if not isinstance(item, Do | ByHand) and (item.name in state.answers or item.name in state.declined):
            before = item
    return before
