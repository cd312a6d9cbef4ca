"""Sessions in every kind of state, and what has to hold of every turn in them, whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from support.authority import PASSWORD
from support.scenery import Place, helpdesk

from assistant.screen.intake import Typed
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import ASK_KEYS, ASK_REDO, ASK_UNDO, KEYS
from assistant.talk.actions import Execute, Inspect, Leave, Look, MakePlan, Note, Redo, Undo
from assistant.talk.actions import Report as ShowReport
from assistant.talk.asked import choose
from assistant.talk.consent import changes, heard
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

CTRL_C, F1 = "\x03", "\x1bOP"
SECRETS = ("Zq7-wielblad-w-wodzie", "Zq7 pięć żab")
LOOKING = (MakePlan, Look, Inspect, ShowReport)
QUOTES = ["„”", '""', "«»", "‘’", "``"]
AGREED = "0123456789ab"
UNDOING = Expecting("act", ASK_UNDO, action=Undo(AGREED))

GIVEN_AWAY = ["Mleko+Rano+2026", "Apteka2026!", "44051401359", "agrafka adres afisz agrest", "hasło: Wielblad"]
"""Never typed at a hidden prompt, but by their looks passwords and a PESEL; what of them must not be said back."""
_CORES = [each[7 if ":" in each else 0 :][:10] for each in GIVEN_AWAY]
"""Cut out here: a constant of its own would become a line of ``st.text``, where it is an ordinary word."""
_A_FOLDER = re.compile(r"(?:^|[\s\"'„«(&])(?:[A-Za-z]:[\\/]|\\\\|~|\.{1,2}[\\/]|/|file:)|folder|katalog", re.IGNORECASE)


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


def sessions_of(place: Place, world: World) -> Iterator[Session]:
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


def step(session: Session, line: str, *, waited: bool = False, pasted: bool = False) -> tuple[Turn, bool]:
    """The turn, and whether it was read at a hidden prompt."""
    if line == CTRL_C:
        return interrupt_turn(session), hidden(session)
    if hidden(session):
        return help_turn(session) if line == F1 else secret_turn(session, line, helpdesk()), True
    return heard(session, Typed(line, waited=waited, pasted=pasted or "\n" in line), helpdesk()), False


def _is_yes(line: str) -> bool:
    return line.translate(dict.fromkeys(map(ord, "".join(QUOTES)), " ")).strip(" .!,").casefold() == "tak"


def _named(before: Session, line: str) -> bool:
    """A script's „tak csr” at the plan of that step; „tak cofnij”; the whole words „cofnij klucze”."""
    folded = words(line)
    step = before.state.flow if before.state is not None else ""
    return folded in {f"tak {step}", f"zrobione {step}", "tak cofnij", "tak przywroc", KEYS}


def check(before: Session, line: str, after: Turn, *, was_hidden: bool, late: bool = False) -> None:
    """What has to hold of every turn; ``late``: the line came before the question, or with a paste."""
    if changes(before, after.action):
        assert not late or _named(before, line)
        assert "\n" not in line
    if isinstance(after.action, Execute | Undo | Redo | Note) and changes(before, after.action):
        assert before.asks, "typed-ahead keys would not have been thrown away"
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
    check_pending(after)
    _check_folder(before, line, after, was_hidden=was_hidden)


def _check_folder(before: Session, line: str, after: Turn, *, was_hidden: bool) -> None:
    """The working folder changes only by a line that names one, agrees to the one asked about, or to the proposed."""
    folder = after.session.folder
    if folder is None or folder == before.folder:
        return
    assert not was_hidden
    agrees = before.expecting.what == "folder" or bool(proposal(before))
    assert _A_FOLDER.search(line) or (agrees and (_is_yes(line) or not line.strip())), "a folder that nobody named"


def check_pending(after: Turn) -> None:
    """Whatever was said, the last of it is the question that is open now."""
    session = after.session
    if after.action is not None or session.pending is None:
        return
    last = after.replies[-1].text
    assert last in {reply.text for reply in question(session)}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


def check_secrets(session: Session, replies: tuple[Reply, ...]) -> None:
    prompt = prompt_for(session)
    told = (prompt.label, prompt.status, *prompt.words, repr(session), *(reply.text for reply in replies))
    heard = _folded("\n".join(told))
    for secret in session.secrets:
        if secret.reveal() in (*SECRETS, PASSWORD.reveal()):
            assert _folded(secret.reveal()) not in heard


def check_given_away(session: Session, replies: tuple[Reply, ...]) -> None:
    """What looks like a password or a PESEL is not said back; a PESEL that was asked for stands on the card."""
    answers = session.state.answers if session.state is not None else {}
    heard = "\n".join(reply.text for reply in replies)
    for core in _CORES:
        assert core not in heard or (core.isdigit() and "pesel" in answers), "said back"


def settled(after: Turn, world: World) -> Turn:
    """Carries out what only looks; what changes something was checked, and is left undone."""
    now = after
    while now.action is not None and isinstance(now.action, LOOKING):
        now = perform(now.session, now.action, world)
        check_secrets(now.session, now.replies)
        check_given_away(now.session, now.replies)
    said = now.replies if now.action is None else ()
    session = replace(now.session, last=said or question(now.session))
    if isinstance(now.action, Leave):
        return Turn(replace(session, interrupts=0))
    if isinstance(now.action, Undo) and not now.action.agreed:
        return Turn(replace(session, expecting=UNDOING, last=(Reply(ASK_UNDO),)))
    return Turn(session)
