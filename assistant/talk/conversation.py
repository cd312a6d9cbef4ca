"""The loop of the conversation: read a line, turn, do, say — until the user leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.screen import opening_sentences, password_sentences, sentences
from assistant.screen.buglog import write_bug
from assistant.screen.console import Arrived, Console, HelpWanted, Prompt
from assistant.screen.intake import MAX_PASTE_CHARACTERS, Typed
from assistant.screen.render import Reply
from assistant.talk import where_we_left
from assistant.talk.opening import opening
from assistant.talk.page_advice import without_advice
from assistant.talk.session import Session, Turn
from assistant.talk.start_reminder import StartReminder
from flows.base.door import later
from flows.base.file_problems import refused
from flows.engine.model import Ask, AskSecret
from flows.mail.letters.looks import heads_letter

if TYPE_CHECKING:
    from assistant.talk.actions import Action
    from assistant.talk.helpdesk import Helpdesk
    from assistant.talk.watching import Watcher
    from assistant.talk.world import World

# Nothing of this is needed before the first line was typed, and it takes longer to import than all that is.
_heard: Callable[[Session, Typed, Helpdesk], Turn] = later("assistant.talk.consent:heard")
_changes: Callable[[Session, Action], bool] = later("assistant.talk.consent:changes")
_secret_turn: Callable[[Session, str, Helpdesk], Turn] = later("assistant.talk.passwords:secret_turn")
_interrupt_turn: Callable[[Session], Turn] = later("assistant.talk.turn:interrupt_turn")
_help_turn: Callable[[Session], Turn] = later("assistant.talk.turn:help_turn")
_perform: Callable[[Session, Action, World], Turn] = later("assistant.talk.effects:perform")
_is_ours: Callable[[Action], bool] = later("assistant.talk.effects:is_of_the_loop")
_practises: Callable[[Action], bool] = later("assistant.talk.effects:practises")
_status_of: Callable[[Action], int] = later("assistant.talk.effects:status_of")
_practised: Callable[[Session, World, Callable[[World, Session], object]], Turn] = later(
    "assistant.talk.practising:practised"
)
_question: Callable[[Session], tuple[Reply, ...]] = later("assistant.talk.steps:question")
_is_cancel: Callable[[str], bool] = later("assistant.talk.reading:is_cancel")
_is_whole: Callable[[str], bool] = later("flows.mail.given_letter:is_whole")
_watcher: Callable[..., Watcher] = later("assistant.talk.watching:Watcher")
_look: Callable[[], Action] = later("assistant.talk.actions:Look")
_make_plan: Callable[[], Action] = later("assistant.talk.actions:MakePlan")


def converse(world: World, session: Session, first: Turn | None = None) -> int:
    """Talks until „koniec”, the end of the input or Ctrl-C twice. Returns the exit status."""
    return _converse(world, session, first)


def _converse(world: World, session: Session, first: Turn | None = None, *, inside: bool = False) -> int:
    """``inside`` another conversation, which goes on and says so."""
    session = replace(session, today=world.now().date())
    over = (Reply(opening_sentences.PRACTICE_OVER),) if session.practice and not inside else ()
    step, reminder, left = first or opening(session, world), StartReminder(world), where_we_left.WhereWeLeft()
    while True:
        before = session
        session, action = _settle(step, world)
        if action is not None and _practises(action):
            step = _practised(session, world, partial(_converse, inside=True))
            continue
        if action is not None:
            _say((*reminder.at_the_end(session), *over), world)
            return _status_of(action)
        try:  # the first question loads the knowledge base: Ctrl-C comes there as well as at the prompt
            _say(reminder.after(before, session), world)
            left.note(session)
            typed = _read(session, world)
            step = typed if isinstance(typed, Turn) else _turn(session, typed, world)
        except EOFError:
            _say((Reply(opening_sentences.FAREWELL), *reminder.at_the_end(session), *over), world)
            return 0
        except KeyboardInterrupt:
            step = _interrupt_turn(session)
        except HelpWanted:
            step = _help_turn(session)


def hidden(session: Session) -> bool:
    """Whether the next line is a password."""
    return isinstance(session.pending, AskSecret) and session.expecting.what == "item"


def _read(session: Session, world: World) -> Typed | Turn:
    """What the user typed, or the turn that became due in the meantime."""
    prompt = prompt_for(session)
    if hidden(session):
        return Typed(world.console.secret(prompt))
    if not session.watching:
        return _lines(session, world.console, prompt)
    watcher = _watcher(session, world.computer, partial(_perform, session, _make_plan(), world))
    try:
        return _lines(session, world.console, replace(prompt, news=watcher.news))
    except Arrived:
        if watcher.turn is None:
            raise
        return watcher.turn


def _turn(session: Session, typed: Typed, world: World) -> Turn:
    session = replace(session, today=world.now().date())
    try:
        return (
            _secret_turn(session, typed.text, world.helpdesk)
            if hidden(session)
            else _heard(session, typed, world.helpdesk)
        )
    except Exception as error:  # noqa: BLE001  (our own bug must not end the talk: say it, keep the session)
        return _bug(session, error)


def _left_pasting(session: Session) -> Turn:
    return Turn(replace(session, interrupts=0), (Reply(sentences.PASTING_LEFT), *_question(session)))


def _bug(session: Session, error: Exception) -> Turn:
    if isinstance(error, OSError) and error.filename is not None:  # a stick pulled out where nobody expected it
        return Turn(session, (Reply(sentences.problem(refused(error).problem), "problem"), *_question(session)))
    return Turn(session, (Reply(sentences.BUG.format(path=write_bug(error)), "problem"), *_question(session)))


def _lines(session: Session, console: Console, prompt: Prompt) -> Typed | Turn:
    """One line; or, where the head of a letter begins, lines up to the end of it, unless that is broken off."""
    typed = console.ask(prompt)
    item = session.pending
    letter = item if isinstance(item, Ask) and item.several is not None else None
    if typed.pasted or not (heads_letter(typed.text) if letter is None else letter.begins(typed.text)):
        return typed
    whole = _is_whole if letter is None or letter.several is None else letter.several
    text = typed.text
    while not (text.endswith("\n") and whole(text)) and len(text) < MAX_PASTE_CHARACTERS:
        said = sentences.PASTING_ONE_MORE if text.endswith("\n") else sentences.PASTING  # a letter has empty lines too
        try:
            line = console.ask(replace(prompt, label=said.rstrip())).text
        except EOFError:
            break
        except KeyboardInterrupt:
            return _left_pasting(session)
        if _is_cancel(line):
            return _left_pasting(session)
        text += "\n" + line
    return replace(typed, text=text, pasted=True)


def prompt_for(session: Session) -> Prompt:
    """The prompt with where we are, the nearest deadline and the words that work now."""
    practice = "ĆWICZENIE " if session.practice else ""
    title = "ĆWICZENIE. " if session.practice else ""
    if session.flow is None:
        status = f"{title}{session.notice}{sentences.FREE_HINT}"
        return Prompt(f"{practice}>", status, sentences.FREE_WORDS, secrets=session.secrets)
    where = f"krok {session.flow.number} z {session.last_number}" if session.flow.number else session.flow.name
    label = f"{practice}[{where}] >"
    if hidden(session):  # no word is a command here
        return Prompt(f"{practice}[{where}, hasło] >", f"{title}{password_sentences.HIDDEN_HINT}")
    status = f"{title}{session.notice}Można wpisać: {', '.join(sentences.FLOW_WORDS)}"
    paths = isinstance(session.pending, Ask) and session.pending.name == "folder"
    private = isinstance(session.pending, Ask) and session.pending.personal
    return Prompt(label, status, sentences.FLOW_WORDS, paths=paths, private=private, secrets=session.secrets)


def _settle(step: Turn, world: World) -> tuple[Session, Action | None]:
    """Shows the replies and carries out actions until there is nothing left but to ask, or to leave.

    All that was said since the user's line is what „powtórz” repeats.
    """
    said: tuple[Reply, ...] = ()
    worked = False
    while True:
        said += step.replies
        session, action = replace(step.session, last=said or step.session.last), step.action
        try:
            fresh = action is None and (worked or session.asks)
            lost = fresh and world.console.discard()
            if lost:  # so the last Ctrl-C and the next are not two in a row
                session = replace(session, interrupts=0)
            _say(_with_note(step.replies) if lost else step.replies, world, inside=session.state is not None)
            if action is None or _is_ours(action):
                return session, action
            worked = worked or _changes(session, action)
            step = _perform(session, action, world)
        except KeyboardInterrupt:
            step = _interrupt_turn(session)
            if worked and step.action is None:  # whatever was complete by then is told as complete
                step = replace(step, action=_look())
        except BrokenPipeError:
            raise  # nobody reads any more
        except Exception as error:  # noqa: BLE001  (as above)
            _say(_bug(session, error).replies, world)  # unguarded: a screen that fails again ends the program
            return session, None


def _with_note(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """With half a line, above the question, that what was typed too early is gone."""
    return (*replies[:-1], Reply(sentences.DISCARDED, "muted"), *replies[-1:])


def _say(replies: Iterable[Reply], world: World, *, inside: bool = False) -> None:
    """Shows them; ``inside`` a step a page does not say what to type next."""
    for reply in replies:
        if reply.kind == "topic":
            page = world.helpdesk.page(reply.text)
            world.console.show(Reply(page.title, "title"))
            world.console.show(Reply(without_advice(page.body) if inside else page.body, "page"))
        else:
            world.console.show(reply)
