"""Position is computed: properties over random flows and random histories of answers."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.base.secret import Secret
from flows.catalogue import FLOWS
from flows.csr.generate_requests import GenerateRequests
from flows.engine import progress
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Item
from flows.engine.plan import Plan, Result

OPERATION: Any = GenerateRequests()
PLAN = Plan("x", Path("/f"), "s", (), (), "u")
RESULT = Result((), ())


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Items in random order; operations rest on any names before them, other operations' too."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, 7))):
        name = f"i{number}"
        before = [item.name for item in items]
        rests_on = tuple(draw(st.lists(st.sampled_from(before), unique=True))) if before else ()
        optional = draw(st.booleans())
        kinds: list[Item] = [
            Ask(name, "?", str, "--x", optional=optional),
            AskSecret(name, "?", Secret, "--y", optional=optional),
            Do(name, lambda: OPERATION, rests_on),
            ByHand(name, "?", rests_on),
        ]
        items.append(draw(st.sampled_from(kinds)))
    return Flow("f", 1, "t", "p", tuple(items))


def _advance(flow: Flow, state: progress.State, item: Item, value: str) -> progress.State:
    match item:
        case Do():
            return progress.record(progress.planned(state, item.name, PLAN), item.name, RESULT)
        case ByHand():
            return progress.report_done(state, item.name)
        case _:
            return progress.answer(flow, state, item.name, value)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Flow, progress.State]:
    """A flow and a state that was reached by going on and by taking answers back."""
    flow = draw(flows())
    state = progress.start(flow)
    for _ in range(draw(st.integers(0, 12))):
        item = progress.pending(flow, state)
        if item is None or draw(st.integers(0, 4)) == 0:
            state = progress.void(flow, state, draw(st.sampled_from([each.name for each in flow.items])))
        else:
            state = _advance(flow, state, item, draw(st.sampled_from(["a", "b"])))
    return flow, state


def _reachable(flow: Flow, name: str) -> set[str]:
    """What rests on ``name``, by plain recursion: the twin of ``dependents``."""
    direct = {item.name for item in flow.items if isinstance(item, Do | ByHand) and name in item.uses}
    return direct.union(*(_reachable(flow, each) for each in direct))


@given(histories())
def test_the_pending_item_is_the_first_unmet_one(history: tuple[Flow, progress.State]) -> None:
    flow, state = history
    unmet = [item for item in flow.items if not progress.met(item, state)]
    assert progress.pending(flow, state) is (unmet[0] if unmet else None)


@given(flows())
def test_going_on_meets_every_item_once_and_in_order(flow: Flow) -> None:
    state, seen = progress.start(flow), []
    while (item := progress.pending(flow, state)) is not None:
        seen.append(item)
        state = _advance(flow, state, item, "a")
        assert progress.met(item, state)
    assert seen == [item for item in flow.items if not getattr(item, "optional", False)]


@given(histories(), st.data())
def test_taking_back_voids_all_that_rests_on_it_and_nothing_else(
    history: tuple[Flow, progress.State], data: st.DataObject
) -> None:
    flow, state = history
    name = data.draw(st.sampled_from([item.name for item in flow.items]))
    after = progress.void(flow, state, name)
    fallen = _reachable(flow, name) | {name}
    assert progress.dependents(flow, name) == fallen - {name}
    assert not fallen & (after.plans.keys() | after.results.keys() | after.said)
    assert name not in after.answers
    assert {key: value for key, value in state.answers.items() if key != name} == after.answers
    assert {key for key in state.results if key not in fallen} == after.results.keys()
    assert state.said - fallen == after.said
    item = flow.item(name)
    assert not progress.met(item, after)  # also an optional one: it is asked for now


@given(histories(), st.data())
def test_the_same_answer_again_changes_nothing(history: tuple[Flow, progress.State], data: st.DataObject) -> None:
    flow, state = history
    for name, value in state.answers.items():
        assert progress.answer(flow, state, name, value) == state
        changed = progress.answer(flow, state, name, data.draw(st.just(f"not {value}")))
        assert not _reachable(flow, name) & changed.results.keys()
        assert changed.answers[name] == f"not {value}"


@given(histories())
def test_going_back_names_the_last_answer_before_the_present_item(history: tuple[Flow, progress.State]) -> None:
    flow, state = history
    here = progress.pending(flow, state)
    place = flow.items.index(here) if here else len(flow.items)
    answered = [item for item in flow.items[:place] if isinstance(item, Ask | AskSecret) and item.name in state.answers]
    assert progress.previous(flow, state) == (answered[-1] if answered else None)


def test_optional_items_are_asked_only_when_a_problem_names_them() -> None:
    flow = FLOWS["p12"]
    state = progress.start(flow, {"folder": Path("/f"), "haslo": Secret("a")})
    first = progress.pending(flow, state)
    assert isinstance(first, Do)
    asked = progress.pending(flow, progress.void(flow, state, "haslo_p12"))
    assert asked is flow.item("haslo_p12")
    answered = progress.answer(flow, progress.void(flow, state, "haslo_p12"), "haslo_p12", Secret("b"))
    assert progress.pending(flow, answered) is first


def test_a_new_run_knows_every_options_default() -> None:
    state = progress.start(FLOWS["csr"])
    assert (state.answers["bity"], state.answers["podmiot"], state.answers["nowy"]) == (2048, "", False)


def test_an_operation_sees_only_what_it_declares() -> None:
    flow = FLOWS["p12"]
    state = progress.start(flow, {"folder": Path("/f"), "haslo": Secret("a"), "else": 1})
    item = flow.item("p12")
    assert isinstance(item, Do)
    assert progress.uses(item, state).keys() == {"folder", "haslo", "szyfrowanie"}


def test_the_seven_flows_stand_in_order_and_rest_on_what_exists() -> None:
    assert [flow.number for flow in FLOWS.values()] == [1, 2, 3, 4, 5, 6, 7]
    for flow in FLOWS.values():
        names = [item.name for item in flow.items] + [option.name for option in flow.options]
        assert len(names) == len(set(names))
        for item in flow.items:
            if isinstance(item, Do | ByHand):
                assert set(item.uses) <= set(names)
