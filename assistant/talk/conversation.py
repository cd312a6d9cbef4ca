"""The loop of the conversation: read a line, turn, do, say — until the user leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen import opening_sentences, password_sentences, sentences
from assistant.screen.buglog import write_bug
from assistant.screen.console import Arrived, Console, HelpWanted, Prompt
from assistant.screen.intake import MAX_PASTE_CHARACTERS, Typed
from assistant.screen.recent import Recent, folder_away, look_of, recent_folders, remember
from assistant.screen.render import Reply
from assistant.talk import where_we_left
from assistant.talk.actions import Leave, Look, MakePlan, Practise
from assistant.talk.consent import asks, changes, heard
from assistant.talk.effects import perform
from assistant.talk.foreign_steps import with_foreign
from assistant.talk.page_advice import without_advice
from assistant.talk.passwords import secret_turn
from assistant.talk.practising import practised
from assistant.talk.reading import is_cancel
from assistant.talk.session import Session, Turn, starting
from assistant.talk.start_reminder import StartReminder, stop_in
from assistant.talk.steps import question
from assistant.talk.turn import help_turn, interrupt_turn
from assistant.talk.watching import Watcher
from assistant.talk.world import World
from flows.base.file_problems import refused
from flows.engine.journal import FILE_NAME, entries_of
from flows.engine.model import Ask, AskSecret
from flows.folder import portal_gap, stopped
from flows.folder.history import moment_of
from flows.mail.given_letter import is_whole
from flows.mail.letters.looks import heads_letter

if TYPE_CHECKING:
    from flows.folder.deadlines import Deadline


def opening(session: Session, world: World) -> Turn:
    """The greeting; where a renewal is under way, it says what is next and „tak” goes on."""
    greeting = Reply(opening_sentences.PRACTICE_GREETING if session.practice else opening_sentences.GREETING)
    folder = session.folder
    if not session.practice and (away := folder_away()) is not None and folder != away:
        greeting = replace(greeting, text=f"{greeting.text}\n{opening_sentences.away(away)}")
    if folder is None or not (folder / FILE_NAME).exists():
        left = where_we_left.told(session)
        return Turn(session, (greeting, *((Reply("\n".join(left)),) if left else ())))
    flow, deadlines, doubts = _known(folder, session, world)
    session = with_foreign(session)
    stop, ends = stop_in(folder), False
    said = [] if stop is None else [stopped.warning(stop, world.now())]
    if (gap := portal_gap.stands(folder)) is not None:
        said.append(portal_gap.warning(gap))
    said += doubts
    urgent: list[str] = []
    if deadlines:
        from assistant.reports.reminding import first, notice, pressing, sentence  # start-up: most have none

        today = world.now().date()
        due = pressing(deadlines, flow, today)
        urgent = first(deadlines, today)
        said += [said_of for each in due if (said_of := sentence(each, today)) not in urgent]
        ends = any(each.kind == "certificate" for each in due)
        session = replace(session, notice=notice(deadlines, flow, today))
    said += where_we_left.told(session)
    before = (Reply("\n".join(urgent)),) if urgent else ()
    replies = (*before, greeting, *((Reply("\n".join(said)),) if said else ()))
    if flow is None and ends:
        return Turn(
            replace(session, expecting=starting(session.steps[0].name)), (*replies, Reply(opening_sentences.RENEW))
        )
    if flow is None or flow not in session.flows:
        return Turn(session, replies)
    return Turn(
        replace(session, expecting=starting(flow), ahead=flow),
        (*replies, Reply(opening_sentences.resume(session.flows[flow].title, folder, flow))),
    )


def _known(folder: Path, session: Session, world: World) -> tuple[str | None, tuple[Deadline, ...], tuple[str, ...]]:
    """The flow to go on with, the deadlines, and what is doubtful: as last seen when no file has changed since.

    Looked at now where the clock has gone past a link's last day, or stands before the folder's newest entry.
    """
    now = look_of(folder)
    known = next((each for each in recent_folders() if each.folder == folder and each.seen == now), None)
    if known is not None and not session.practice and not _passed(known, folder, world):
        return known.next, known.deadlines, ()
    from assistant.reports.looking import look  # start-up: only where there is something to look at

    seen = look(folder, world.computer, session.flows)
    if not session.practice:
        remember(folder, "" if seen.standing.said else now, seen.offer, seen.deadlines)
    return seen.offer, seen.deadlines, seen.standing.said


def _passed(known: Recent, folder: Path, world: World) -> bool:
    """Whether the time alone may have changed what was seen."""
    now = world.now()
    if any(each.kind == "link" and each.day < now.date() for each in known.deadlines):
        return True
    last = entries_of(folder)[-1:]
    moment = moment_of(last[0]) if last else None
    return moment is not None and moment > now + timedelta(days=1)


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
        if isinstance(action, Practise):
            step = practised(session, world, partial(_converse, inside=True))
            continue
        if action is not None:
            _say((*reminder.at_the_end(session), *over), world)
            return action.status
        try:  # the first question loads the knowledge base: Ctrl-C comes there as well as at the prompt
            _say(reminder.after(before, session), world)
            left.note(session)
            typed = _read(session, world)
            step = typed if isinstance(typed, Turn) else _turn(session, typed, world)
        except EOFError:
            _say(
                (
                    Reply(opening_sentences.FAREWELL),
                    *reminder.at_the_end(session),
                    *over,
                ),
                world,
            )
            return 0
        except KeyboardInterrupt:
            step = interrupt_turn(session)
        except HelpWanted:
            step = help_turn(session)


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
    watcher = Watcher(session, world.computer, partial(perform, session, MakePlan(), world))
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
            secret_turn(session, typed.text, world.helpdesk)
            if hidden(session)
            else heard(session, typed, world.helpdesk)
        )
    except Exception as error:  # noqa: BLE001  (our own bug must not end the talk: say it, keep the session)
        return _bug(session, error)


def _left_pasting(session: Session) -> Turn:
    return Turn(replace(session, interrupts=0), (Reply(sentences.PASTING_LEFT), *question(session)))


def _bug(session: Session, error: Exception) -> Turn:
    if isinstance(error, OSError) and error.filename is not None:  # a stick pulled out where nobody expected it
        return Turn(session, (Reply(sentences.problem(refused(error).problem), "problem"), *question(session)))
    return Turn(session, (Reply(sentences.BUG.format(path=write_bug(error)), "problem"), *question(session)))


def _lines(session: Session, console: Console, prompt: Prompt) -> Typed | Turn:
    """One line; or, where the head of a letter begins, lines up to the end of it, unless that is broken off."""
    typed = console.ask(prompt)
    item = session.pending
    letter = item if isinstance(item, Ask) and item.several is not None else None
    if typed.pasted or not (heads_letter(typed.text) if letter is None else letter.begins(typed.text)):
        return typed
    whole = is_whole if letter is None or letter.several is None else letter.several
    text = typed.text
    while not (text.endswith("\n") and whole(text)) and len(text) < MAX_PASTE_CHARACTERS:
        said = sentences.PASTING_ONE_MORE if text.endswith("\n") else sentences.PASTING  # a letter has empty lines too
        try:
            line = console.ask(replace(prompt, label=said.rstrip())).text
        except EOFError:
            break
        except KeyboardInterrupt:
            return _left_pasting(session)
        if is_cancel(line):
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


def _settle(step: Turn, world: World) -> tuple[Session, Leave | Practise | None]:
    """Shows the replies and carries out actions until there is nothing left but to ask, or to leave.

    All that was said since the user's line is what „powtórz” repeats.
    """
    said: tuple[Reply, ...] = ()
    worked = False
    while True:
        said += step.replies
        session, action = replace(step.session, last=said or step.session.last), step.action
        try:
            fresh = action is None and (worked or asks(session))
            lost = fresh and world.console.discard()
            if lost:  # so the last Ctrl-C and the next are not two in a row
                session = replace(session, interrupts=0)
            _say(_with_note(step.replies) if lost else step.replies, world, inside=session.state is not None)
            if action is None or isinstance(action, Leave | Practise):
                return session, action
            worked = worked or changes(session, action)
            step = perform(session, action, world)
        except KeyboardInterrupt:
            step = interrupt_turn(session)
            if worked and step.action is None:  # whatever was complete by then is told as complete
                step = replace(step, action=Look())
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
