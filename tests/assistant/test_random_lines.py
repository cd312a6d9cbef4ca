"""Ten thousand turns of random lines in random states: never a crash, a lost question, an unasked change, a secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.any_line import (
    CTRL_C,
    F1,
    GIVEN_AWAY,
    QUOTES,
    SECRETS,
    Screen,
    States,
    check,
    check_given_away,
    check_pending,
    check_secrets,
    sessions_of,
    settled,
    step,
)
from support.matrix import LONG
from support.scenery import Place, helpdesk, prepare

from assistant.talk.actions import Leave
from assistant.talk.command_words import COMMANDS
from assistant.talk.conversation import hidden
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.turn import help_turn, interrupt_turn, turn
from assistant.talk.world import World
from flows.base.secret import Secret

EXAMPLES, FEW, LINES = 500, 50, 20  # 10,000 turns; a tenth of them in a plain pytest
MARK = "Zq7-Wielbłąd"
_PHRASES = [phrase for phrases in COMMANDS.values() for phrase in phrases]
_TAILS = ["", "?", "!", " prosze", ", ale nie teraz", " …", "\n", " tak", " w folderze"]
_WORDS = ["tak", "nie", "folder", "hasło", "zmień", "csr", "p12", "plik", "gdzie", "po", "co", "wss", "dalej", "wróć"]
_WORDS += ["1", "2", "4", "/", "\\", "?", "żółw", "certyfikat", "w", "inny"]
_QUESTIONS = ["ile to kosztuje?", "jaki plik", "czy wss tez", "gdzie kupie rower", "co to jest sow", "a po co mi to"]
_PATHS = ["D:\\Certyfikaty", "zapisz w /tmp", "~/x", "/nie/ma", "file:///tmp/a b", "'/tmp'", "sprawdź x.pem"]
_PATHS += ["..\\..", "~nikt/a"]
_NO_FOLDERS = ["„klucz prywatny”", "«nie ruszać»", '"wss"', "co to znaczy „klucz prywatny”", "‘x y’ i co"]

_visible = st.one_of(
    st.builds(
        lambda phrase, quotes: quotes[0] + phrase + quotes[1], st.sampled_from(_PHRASES), st.sampled_from(QUOTES)
    ),
    st.builds(
        lambda head, secret, tail: head + secret + tail,
        st.sampled_from(["", "", "w ", "to ", "mam ", "x\n"]),
        st.sampled_from(GIVEN_AWAY),
        st.sampled_from(["", "", "?", ".", "\ny"]),
    ),
    st.sampled_from(["tak", "tak", "tak", "", CTRL_C, "csr", "p12", "windows", "krok 1", "krok 7", "krok 9"]),
    st.sampled_from(_PHRASES),
    st.builds(lambda phrase, tail: phrase + tail, st.sampled_from(_PHRASES), st.sampled_from(_TAILS)),
    st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join),
    st.sampled_from(_QUESTIONS + _PATHS + _NO_FOLDERS),
    st.tuples(st.sampled_from(["", "haslo to ", "a"]), st.sampled_from(SECRETS), st.sampled_from(["", " ", "?"])).map(
        "".join
    ),
    st.text(max_size=60),
)
_hidden = st.one_of(st.sampled_from([*SECRETS, *SECRETS, "", "", CTRL_C, F1, "tak", "kot"]), st.text(max_size=10))

_came = st.sampled_from([(False, False), (False, False), (True, False), (False, True)])  # waited, pasted


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[States]:
    """A folder with everything for step 4, and sessions in every kind of state."""
    root = tmp_path_factory.mktemp("losowe")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(root))
        patch.setenv("XDG_STATE_HOME", str(root / "stan"))
        patch.setenv("XDG_DOCUMENTS_DIR", str(root / "Dokumenty"))
        patch.chdir(root)
        place = Place(root)
        for what in ("csr", "pems"):
            prepare(place, what)
        here = World(Screen(), place.computer, helpdesk())
        yield States(here, tuple(replace(each, last=question(each)) for each in sessions_of(place, here)))


@pytest.mark.parametrize("examples", [FEW, pytest.param(EXAMPLES, marks=LONG)])
def test_random_lines(states: States, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        start=st.integers(0, 99),
        visible=st.lists(_visible, min_size=LINES, max_size=LINES),
        unseen=st.lists(_hidden, min_size=LINES, max_size=LINES),
        came=st.lists(_came, min_size=LINES, max_size=LINES),
    )
    def check(start: int, visible: list[str], unseen: list[str], came: list[tuple[bool, bool]]) -> None:
        _talk(states, start, visible, unseen, came)

    check()


def _talk(states: States, start: int, visible: list[str], unseen: list[str], came: list[tuple[bool, bool]]) -> None:
    session = states.sessions[start % len(states.sessions)]
    for seen, secret, how in zip(visible, unseen, came, strict=True):
        line = secret if hidden(session) else seen
        waited, pasted = how
        after, was_hidden = step(session, line, waited=waited, pasted=pasted)
        check(session, line, after, was_hidden=was_hidden, late=waited or pasted)
        if was_hidden and any("Propozycja" in reply.text for reply in after.replies):
            session = replace(after.session, first_typing=Secret(SECRETS[0]))  # a proposal is shown on purpose
            continue
        check_secrets(after.session, after.replies)
        check_given_away(after.session, after.replies)
        session = settled(after, states.world).session


def test_interrupt_in_every_state(states: States) -> None:
    for session in states.sessions:
        after = interrupt_turn(session)
        assert after.session.state is None
        assert after.session.expecting.what == "item"
        assert after.replies
        again = interrupt_turn(interrupt_turn(after.session).session)
        assert isinstance(again.action, Leave)


@pytest.mark.parametrize("key", [help_turn, lambda session: turn(session, "?", helpdesk())])
def test_help_in_every_state(states: States, key: Callable[[Session], Turn]) -> None:
    for session in states.sessions:
        if key is help_turn and not hidden(session):
            continue  # there F1 is the word „pomoc”
        after = key(session)
        assert after.replies
        check_pending(after)


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=LONG)], ids=["some", "all"])
def test_a_hundred_kilobytes_in_every_state(states: States, each: int) -> None:
    for session in states.sessions[::each]:
        for line in ("„" * 100_000, "tak " * 25_000, "/" * 100_000, "a" * 100_000, "\0" * 100_000):
            after, was_hidden = step(session, line)
            check(session, line, after, was_hidden=was_hidden)
            assert sum(len(reply.text) for reply in after.replies) < 5_000


def test_nothing_was_written(states: States, tmp_path: Path) -> None:
    """The states above, and all that was typed, left the folder as it was."""
    folder = next(session.folder for session in states.sessions if session.folder)
    assert folder is not None
    assert len(list(folder.iterdir())) == 8
