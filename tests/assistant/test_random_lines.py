"""Ten thousand turns of random lines in random states: never a crash, a lost question, an unasked change, a secret."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.authority import PASSWORD
from support.matrix import LONG
from support.scenery import Place, helpdesk, prepare

from assistant.screen.intake import Typed
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import ASK_KEYS, ASK_REDO, ASK_UNDO, KEYS
from assistant.talk.actions import Execute, Inspect, Leave, Look, MakePlan, Note, Redo, Undo
from assistant.talk.actions import Report as ShowReport
from assistant.talk.asked import choose
from assistant.talk.command_words import COMMANDS
from assistant.talk.consent import asks, changes, heard
from assistant.talk.conversation import hidden, prompt_for
from assistant.talk.effects import perform
from assistant.talk.passwords import secret_turn
from assistant.talk.reading import words
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import proposal, question, start_flow
from assistant.talk.turn import help_turn, interrupt_turn, turn
from assistant.talk.world import World
from flows.base.secret import Secret
from flows.catalogue import FLOWS
from flows.engine.model import ByHand, Do

EXAMPLES, FEW, LINES = 500, 50, 20  # 10,000 turns; a tenth of them in a plain pytest
CTRL_C, F1 = "\x03", "\x1bOP"
MARK = "Zq7-Wielbłąd"
SECRETS = ("Zq7-wielblad-w-wodzie", "Zq7 pięć żab")
LOOKING = (MakePlan, Look, Inspect, ShowReport)
_PHRASES = [phrase for phrases in COMMANDS.values() for phrase in phrases]
_QUOTES = ["„”", '""', "«»", "‘’", "``"]
_TAILS = ["", "?", "!", " prosze", ", ale nie teraz", " …", "\n", " tak", " w folderze"]
_WORDS = ["tak", "nie", "folder", "hasło", "zmień", "csr", "p12", "plik", "gdzie", "po", "co", "wss", "dalej", "wróć"]
_WORDS += ["1", "2", "4", "/", "\\", "?", "żółw", "certyfikat", "w", "inny"]
AGREED = "0123456789ab"
UNDOING = Expecting("act", ASK_UNDO, action=Undo(AGREED))
_QUESTIONS = ["ile to kosztuje?", "jaki plik", "czy wss tez", "gdzie kupie rower", "co to jest sow", "a po co mi to"]
_PATHS = ["D:\\Certyfikaty", "zapisz w /tmp", "~/x", "/nie/ma", "file:///tmp/a b", "'/tmp'", "sprawdź x.pem"]
_PATHS += ["..\\..", "~nikt/a"]
_NO_FOLDERS = ["„klucz prywatny”", "«nie ruszać»", '"wss"', "co to znaczy „klucz prywatny”", "‘x y’ i co"]

GIVEN_AWAY = ["Mleko+Rano+2026", "Apteka2026!", "44051401359", "agrafka adres afisz agrest", "hasło: Wielblad"]
"""Never typed at a hidden prompt, but by their looks passwords and a PESEL; what of them must not be said back."""
_CORES = [each[7 if ":" in each else 0 :][:10] for each in GIVEN_AWAY]
"""Cut out here: a constant of its own would become a line of ``st.text``, where it is an ordinary word."""
_A_FOLDER = re.compile(r"(?:^|[\s\"'„«(&])(?:[A-Za-z]:[\\/]|\\\\|~|\.{1,2}[\\/]|/|file:)|folder|katalog", re.IGNORECASE)

_visible = st.one_of(
    st.builds(
        lambda phrase, quotes: quotes[0] + phrase + quotes[1], st.sampled_from(_PHRASES), st.sampled_from(_QUOTES)
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


@dataclass
class Screen:
    """A console that keeps what it was shown; nobody types at it."""

    shown: list[Reply] = field(default_factory=list)

    def show(self, reply: Reply) -> None:
        self.shown.append(reply)

    def ask(self, prompt: object) -> Typed:
        raise AssertionError

    def secret(self, prompt: object) -> str:
        raise AssertionError

    def discard(self) -> bool:
        raise AssertionError

    def progress(self, text: str) -> None:
        raise AssertionError("nothing is carried out here")


class States:
    """The world and sessions in it; no dataclass, whose fields Hypothesis would print at length."""

    def __init__(self, world: World, sessions: tuple[Session, ...]) -> None:
        self.world, self.sessions = world, sessions


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
        yield States(here, tuple(replace(each, last=question(each)) for each in _sessions(place, here)))


def _sessions(place: Place, world: World) -> Iterator[Session]:
    fresh = Session(flows=FLOWS)
    knows_folder = replace(fresh, known={"folder": place.folder})
    ready = replace(fresh, known={"folder": place.folder, "haslo": PASSWORD})
    yield fresh
    yield knows_folder
    yield from (start_flow(fresh, name).session for name in FLOWS)
    yield from (start_flow(knows_folder, name).session for name in ("csr", "p12"))
    typed_once = start_flow(knows_folder, "csr").session
    yield replace(typed_once, first_typing=Secret(SECRETS[0]))
    for name in ("csr", "p12"):
        planned = perform(start_flow(ready, name).session, MakePlan(), world).session
        assert isinstance(planned.pending, Do)
        assert planned.state is not None
        assert planned.state.plans
        yield planned
        yield turn(planned, "anuluj", helpdesk()).session
        yield choose(planned, ("cost", "tls-vs-wss"), "ile", helpdesk()).session
    yield replace(ready, expecting=UNDOING)
    yield replace(ready, expecting=Expecting("act", ASK_KEYS, action=Undo(AGREED), word=KEYS))
    yield replace(ready, expecting=Expecting("act", ASK_REDO, action=Redo(AGREED)))


def _step(session: Session, line: str, *, waited: bool = False, pasted: bool = False) -> tuple[Turn, bool]:
    """The turn, and whether it was read at a hidden prompt."""
    if line == CTRL_C:
        return interrupt_turn(session), hidden(session)
    if hidden(session):
        return help_turn(session) if line == F1 else secret_turn(session, line), True
    return heard(session, Typed(line, waited=waited, pasted=pasted or "\n" in line), helpdesk()), False


def _is_yes(line: str) -> bool:
    return line.translate(dict.fromkeys(map(ord, "".join(_QUOTES)), " ")).strip(" .!,").casefold() == "tak"


def _named(before: Session, line: str) -> bool:
    """A script's „tak csr” at the plan of that step; „tak cofnij”; the whole words „cofnij klucze”."""
    folded = words(line)
    step = before.state.flow if before.state is not None else ""
    return folded in {f"tak {step}", f"zrobione {step}", "tak cofnij", "tak przywroc", KEYS}


def _check(before: Session, line: str, after: Turn, *, was_hidden: bool, late: bool = False) -> None:
    """What has to hold of every turn; ``late``: the line came before the question, or with a paste."""
    if changes(before, after.action):
        assert not late or _named(before, line)
        assert "\n" not in line
    if isinstance(after.action, Execute | Undo | Redo | Note) and changes(before, after.action):
        assert asks(before), "typed-ahead keys would not have been thrown away"
    if isinstance(after.action, Execute):
        item = before.pending
        assert _is_yes(line) or _named(before, line)
        assert not was_hidden
        assert isinstance(item, Do)
        assert before.state is not None
        assert item.name in before.state.plans, "carried out without a plan"
        assert before.expecting.what == "item", "another question was open"
    if isinstance(after.action, Undo | Redo) and after.action.agreed:
        asked = before.expecting
        assert asked.what == "act"
        assert asked.action == after.action, "what was shown is what is done"
        assert (_is_yes(line) or _named(before, line)) if asked.word == "tak" else words(line) == asked.word
    if isinstance(after.action, Note):
        assert isinstance(before.pending, ByHand)
    assert after.replies or after.action is not None, "silence"
    if before.state is not None and after.session.state is None:
        assert line == CTRL_C or before.expecting.what == "leave" or isinstance(before.pending, ByHand), (
            "the step is lost"
        )
    _check_pending(after)
    _check_folder(before, line, after, was_hidden=was_hidden)


def _check_folder(before: Session, line: str, after: Turn, *, was_hidden: bool) -> None:
    """The working folder changes only by a line that names one, agrees to the one asked about, or to the proposed."""
    folder = after.session.folder
    if folder is None or folder == before.folder:
        return
    assert not was_hidden
    agrees = before.expecting.what == "folder" or bool(proposal(before))
    assert _A_FOLDER.search(line) or (agrees and (_is_yes(line) or not line.strip())), "a folder that nobody named"


def _check_pending(after: Turn) -> None:
    """Whatever was said, the last of it is the question that is open now."""
    session = after.session
    if after.action is not None or session.pending is None:
        return
    last = after.replies[-1].text
    assert last in {reply.text for reply in question(session)}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


def _check_secrets(session: Session, replies: tuple[Reply, ...]) -> None:
    prompt = prompt_for(session)
    told = (prompt.label, prompt.status, *prompt.words, repr(session), *(reply.text for reply in replies))
    heard = _folded("\n".join(told))
    for secret in session.secrets:
        if secret.reveal() in (*SECRETS, PASSWORD.reveal()):
            assert _folded(secret.reveal()) not in heard


def _check_given_away(session: Session, replies: tuple[Reply, ...]) -> None:
    """What looks like a password or a PESEL is not said back; a PESEL that was asked for stands on the card."""
    answers = session.state.answers if session.state is not None else {}
    heard = "\n".join(reply.text for reply in replies)
    for core in _CORES:
        assert core not in heard or (core.isdigit() and "pesel" in answers), "said back"


def _settled(after: Turn, world: World) -> Turn:
    """Carries out what only looks; what changes something was checked, and is left undone."""
    step = after
    while step.action is not None and isinstance(step.action, LOOKING):
        step = perform(step.session, step.action, world)
        _check_secrets(step.session, step.replies)
        _check_given_away(step.session, step.replies)
    said = step.replies if step.action is None else ()
    session = replace(step.session, last=said or question(step.session))
    if isinstance(step.action, Leave):
        return Turn(replace(session, interrupts=0))
    if isinstance(step.action, Undo) and not step.action.agreed:
        return Turn(replace(session, expecting=UNDOING, last=(Reply(ASK_UNDO),)))
    return Turn(session)


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
        after, was_hidden = _step(session, line, waited=waited, pasted=pasted)
        _check(session, line, after, was_hidden=was_hidden, late=waited or pasted)
        if was_hidden and any("Propozycja" in reply.text for reply in after.replies):
            session = replace(after.session, first_typing=Secret(SECRETS[0]))  # a proposal is shown on purpose
            continue
        _check_secrets(after.session, after.replies)
        _check_given_away(after.session, after.replies)
        session = _settled(after, states.world).session


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
        _check_pending(after)


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=LONG)], ids=["some", "all"])
def test_a_hundred_kilobytes_in_every_state(states: States, each: int) -> None:
    for session in states.sessions[::each]:
        for line in ("„" * 100_000, "tak " * 25_000, "/" * 100_000, "a" * 100_000, "\0" * 100_000):
            after, was_hidden = _step(session, line)
            _check(session, line, after, was_hidden=was_hidden)
            assert sum(len(reply.text) for reply in after.replies) < 5_000


def test_nothing_was_written(states: States, tmp_path: Path) -> None:
    """The states above, and all that was typed, left the folder as it was."""
    folder = next(session.folder for session in states.sessions if session.folder)
    assert folder is not None
    assert len(list(folder.iterdir())) == 8
