"""The loop of the conversation: read a line, turn, do, say — until the user leaves."""

from __future__ import annotations

from dataclasses import replace

from assistant import sentences
from assistant.buglog import write_bug
from assistant.console import HelpWanted, Prompt
from assistant.effects import perform
from assistant.render import Reply
from assistant.session import Leave, Session, Turn
from assistant.turn import help_turn, interrupt_turn, secret_turn, turn
from assistant.world import World
from flows.journal import FILE_NAME
from flows.model import Ask, AskSecret


def opening(session: Session, world: World) -> Turn:
    """The greeting; where a renewal is under way, it says what is next and „tak” goes on."""
    greeting = Reply(sentences.PRACTICE_GREETING if session.practice else sentences.GREETING)
    folder = session.folder
    if folder is None or not (folder / FILE_NAME).exists():
        return Turn(session, (greeting,))
    from flows.evidence import survey  # start-up: only where there is something to look at

    flow = survey(folder, world.now).next
    if flow is None:
        return Turn(session, (greeting,))
    return Turn(
        replace(session, offer=flow), (greeting, Reply(sentences.resume(session.flows[flow].title, folder, flow)))
    )


def converse(world: World, session: Session, first: Turn | None = None) -> int:
    """Talks until „koniec”, the end of the input or Ctrl-C twice. Returns the exit status."""
    step = first or opening(session, world)
    while True:
        session = step.session
        try:
            step = _settle(step, world)
        except KeyboardInterrupt:
            step = interrupt_turn(session)
            continue
        except Exception as error:  # noqa: BLE001  (our own bug must not end the talk: say it, keep the session)
            world.console.show(Reply(sentences.BUG.format(path=write_bug(error)), "problem"))
            step = Turn(session)
            continue
        if isinstance(step.action, Leave):
            return step.action.status
        session = step.session
        prompt = prompt_for(session)
        try:
            if isinstance(session.pending, AskSecret) and not session.leaving:
                step = secret_turn(session, world.console.secret(prompt))
            else:
                step = turn(session, world.console.ask(prompt), world.helpdesk)
        except EOFError:
            world.console.show(Reply(sentences.FAREWELL))
            return 0
        except KeyboardInterrupt:
            step = interrupt_turn(session)
        except HelpWanted:
            step = help_turn(session)


def prompt_for(session: Session) -> Prompt:
    """The prompt with where we are and the words that work now."""
    practice = "ĆWICZENIE " if session.practice else ""
    if session.flow is None:
        status = f"{practice}{sentences.FREE_HINT}"
        return Prompt(f"{practice}>", status, sentences.FREE_WORDS, secrets=session.secrets)
    label = f"{practice}[krok {session.flow.number} z 7] >"
    if isinstance(session.pending, AskSecret) and not session.leaving:  # no word is a command here
        return Prompt(f"{practice}[krok {session.flow.number} z 7, hasło] >", f"{practice}{sentences.HIDDEN_HINT}")
    status = f"{practice}Można wpisać: {', '.join(sentences.FLOW_WORDS)}"
    paths = isinstance(session.pending, Ask) and session.pending.name == "folder"
    return Prompt(label, status, sentences.FLOW_WORDS, paths=paths, secrets=session.secrets)


def _settle(step: Turn, world: World) -> Turn:
    """Shows the replies and carries out actions until there is nothing left but to ask."""
    _show(step, world)
    while step.action is not None and not isinstance(step.action, Leave):
        step = perform(step.session, step.action, world)
        _show(step, world)
    return step


def _show(step: Turn, world: World) -> None:
    for reply in step.replies:
        if reply.kind == "topic":
            page = world.helpdesk.page(reply.text)
            world.console.show(Reply(page.title, "title"))
            world.console.show(Reply(page.body, "page"))
        else:
            world.console.show(reply)
