"""Where a flow stands, on a small flow of its own: each function by example. The properties: ``test_progress.py``."""

from dataclasses import replace
from pathlib import Path

from flows.base.secret import Secret
from flows.csr.generate_requests import GenerateRequests
from flows.engine import progress
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Option
from flows.engine.plan import Plan, Result
from flows.engine.progress import State

OPERATION = GenerateRequests()
FOLDER = Ask("folder", "?", parse=str, flag="--folder")
PASSWORD = AskSecret("haslo", "?", parse=Secret, flag="--haslo-plik")
SECOND = replace(PASSWORD, name="haslo2", optional=True)
EXTRA = Ask("nip", "?", parse=str, flag="--nip", when=lambda answers: answers.get("firma") == "tak")
MAKE = Do("robota", lambda: OPERATION, uses=("folder", "haslo", "haslo2"))
SENT = ByHand("wyslane", "?", uses=("robota",))
KEEP = Do("zachowanie", lambda: OPERATION, uses=("nip",), offered="zachowaj")
FLOW = Flow(
    "x",
    1,
    "X",
    "page",
    items=(FOLDER, PASSWORD, SECOND, EXTRA, MAKE, SENT, KEEP),
    options=(Option("bity", "--bity", 2048, int, ""), Option("nowy", "--nowy", default=False, parse=bool, help="")),
)
PLAN = Plan("x", Path("/f"), "", (), (), "")
RESULT = Result((), ())


def names(*items: object) -> list[str]:
    return [item.name for item in items]  # type: ignore[attr-defined]


def test_a_new_run() -> None:
    state = progress.start(FLOW, {"folder": "a", "bity": 3072})
    assert state == State("x", {"bity": 3072, "nowy": False, "folder": "a"})
    assert progress.start(FLOW).answers == {"bity": 2048, "nowy": False}


def test_the_whole_way() -> None:
    state = progress.start(FLOW)
    met = []
    while (item := progress.pending(FLOW, state)) is not None:
        met.append(item.name)
        match item:
            case Do():
                state = progress.record(state, item.name, RESULT)
            case ByHand():
                state = progress.report_done(state, item.name)
            case _:
                state = progress.answer(FLOW, state, item.name, "a")
    assert met == ["folder", "haslo", "robota", "wyslane", "zachowanie"]


def test_what_does_not_apply_is_met_until_it_applies_or_is_asked_for() -> None:
    state = progress.start(FLOW, {"folder": "a", "haslo": Secret("b")})
    assert progress.met(EXTRA, state)
    assert not progress.met(EXTRA, progress.start(FLOW, {"firma": "tak"}))
    assert progress.met(EXTRA, progress.start(FLOW, {"firma": "tak", "nip": "1"}))
    asked = progress.void(FLOW, state, "nip")
    assert not progress.met(EXTRA, asked)
    assert progress.pending(FLOW, asked) is EXTRA


def test_an_optional_one_that_does_not_apply_is_met_also_when_asked_for() -> None:
    """The way that it belongs to was left."""
    firm, person = ({"firma": each} for each in ("tak", "nie"))
    for item in (replace(EXTRA, optional=True), replace(SECOND, when=EXTRA.when)):
        for answers, requested, met in ((firm, False, True), (firm, True, False), (person, True, True)):
            state = State("x", answers, requested=frozenset({item.name} if requested else ()))
            assert progress.met(item, state) == met
    assert not progress.met(EXTRA, State("x", person, requested=frozenset({EXTRA.name})))


def test_an_optional_one_is_met_until_it_is_asked_for() -> None:
    state = progress.start(FLOW, {"folder": "a", "haslo": Secret("b")})
    assert progress.met(SECOND, state)
    asked = progress.void(FLOW, state, "haslo2")
    assert progress.pending(FLOW, asked) is SECOND
    assert progress.pending(FLOW, progress.answer(FLOW, asked, "haslo2", "c")) is MAKE


def test_what_was_declined_is_met_by_its_name_or_by_what_offers_it() -> None:
    state = progress.planned(progress.start(FLOW), "zachowanie", PLAN)
    declined = progress.decline(state, "zachowanie")
    assert declined.declined == {"zachowanie"}
    assert declined.plans == {}
    assert progress.met(KEEP, declined)
    assert progress.met(KEEP, progress.decline(state, "zachowaj"))
    assert not progress.met(KEEP, progress.decline(state, "folder"))
    assert progress.met(FOLDER, progress.decline(state, "folder"))
    assert progress.decline(declined, "folder").declined == {"zachowanie", "folder"}
    assert progress.decline(state, "folder").plans == {"zachowanie": PLAN}
    assert not progress.met(KEEP, state)
    assert progress.met(KEEP, progress.record(state, "zachowanie", RESULT))


def test_plans_and_results_stand_by_the_name_of_their_operation() -> None:
    state = progress.planned(progress.planned(progress.start(FLOW), "robota", PLAN), "zachowanie", PLAN)
    assert state.plans == {"robota": PLAN, "zachowanie": PLAN}
    assert progress.unplanned(state, "robota").plans == {"zachowanie": PLAN}
    done = progress.record(state, "robota", RESULT)
    assert (done.plans, done.results) == ({"zachowanie": PLAN}, {"robota": RESULT})
    assert progress.record(done, "zachowanie", RESULT).results == {"robota": RESULT, "zachowanie": RESULT}


def test_taking_an_answer_back_takes_back_all_that_rests_on_it() -> None:
    state = State(
        "x",
        {"folder": "a", "haslo": Secret("b"), "nip": "1", "bity": 2048},
        {"robota": PLAN, "zachowanie": PLAN},
        {"robota": RESULT, "zachowanie": RESULT},
        frozenset({"wyslane"}),
        frozenset({"nip"}),
        frozenset({"robota", "zachowanie", "folder"}),
    )
    assert progress.void(FLOW, state, "folder") == State(
        "x",
        {"haslo": Secret("b"), "nip": "1", "bity": 2048},
        {"zachowanie": PLAN},
        {"zachowanie": RESULT},
        frozenset(),
        frozenset({"nip", "folder"}),
        frozenset({"zachowanie"}),
    )
    assert progress.dependents(FLOW, "folder") == {"robota", "wyslane"}
    assert progress.dependents(FLOW, "nip") == {"zachowanie"}
    assert progress.dependents(FLOW, "wyslane") == frozenset()


def test_the_same_answer_changes_nothing_and_another_one_does() -> None:
    state = progress.record(progress.start(FLOW, {"folder": "a"}), "robota", RESULT)
    assert progress.answer(FLOW, state, "folder", "a") is state
    changed = progress.answer(FLOW, state, "folder", "b")
    assert changed.answers["folder"] == "b"
    assert changed.results == {}


def test_going_back() -> None:
    state = progress.start(FLOW)
    assert progress.previous(FLOW, state) is None
    state = progress.answer(FLOW, state, "folder", "a")
    assert progress.previous(FLOW, state) is FOLDER
    assert progress.previous(FLOW, progress.decline(state, "haslo")) is PASSWORD
    state = progress.answer(FLOW, state, "haslo", Secret("b"))
    assert progress.previous(FLOW, progress.record(state, "robota", RESULT)) is PASSWORD


def test_an_operation_sees_what_it_names() -> None:
    state = progress.start(FLOW, {"folder": "a", "nip": "1"})
    assert progress.uses(MAKE, state) == {"folder": "a"}
    assert progress.uses(KEEP, state) == {"nip": "1"}
