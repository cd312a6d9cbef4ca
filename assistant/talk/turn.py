"""One line of the user in, replies and at most one action out. Pure: nothing here touches disk or screen.

A line is read in this order: a hidden prompt takes the whole line; a pasted e-mail; what gives a password or a PESEL
away; a step's name; a complaint about the problem just told; what is asked beside the pending item (``asked``); command
words; the pending question's own answer; the knowledge base. After a digression the question is asked again, once.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import answer_sentences, password_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Action, Inspect, Leave, PortalFile, Tell, Undo
from assistant.talk.asides import aside, asks_why, tells_of_missing, why_of
from assistant.talk.asked import answered, kept_list, remark
from assistant.talk.by_hand import by_hand
from assistant.talk.complaints import complaint
from assistant.talk.computers import about_computers, counted_later
from assistant.talk.confirming import is_almost_yes
from assistant.talk.folders import folder_turn, is_folder
from assistant.talk.foreign_steps import ours_again
from assistant.talk.given_away import gives_away
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.inspecting import are_certificates, takes_certificates
from assistant.talk.item_answers import answer_item, dropped, empty_line, folder_question
from assistant.talk.leaving import change_step
from assistant.talk.letters import letter_file, letter_turn
from assistant.talk.line import Line, read_line
from assistant.talk.looked_up import look_up, wish_turn
from assistant.talk.moves import park
from assistant.talk.named_files import dropped_files, existing_folder, files_to_check
from assistant.talk.opening_pages import open_page
from assistant.talk.orders_here import order_in
from assistant.talk.passing_over import not_ours
from assistant.talk.pasted import recognised
from assistant.talk.plan_asides import asks_what_yes_does
from assistant.talk.pointing import answered_or, pointed
from assistant.talk.portal import STEP, about_portal, not_removed
from assistant.talk.reading import read_number, states
from assistant.talk.repairs import HANDLERS, explain
from assistant.talk.reported import reported
from assistant.talk.session import ITEM, Session, Turn, starting
from assistant.talk.state_questions import state_question
from assistant.talk.steps import question, take
from assistant.talk.unmark import withdrawn
from assistant.talk.watching import stopped
from flows.engine.model import Ask, ByHand, Do
from flows.folder import portal_gap

MAX_ANSWER_CHARACTERS = 2_000
"""A longer line is pasted text, never the answer to a question."""


def turn(session: Session, line: str, helpdesk: Helpdesk, *, asked_here: bool = True) -> Turn:
    """Reads one visible line. ``asked_here``: it may ask about the renewal here; else that was tried already."""
    session = replace(session, interrupts=0)
    item = session.pending
    if isinstance(item, Ask) and item.several is not None and "\n" in line and (letter := item.find(line)):
        return take(session, item, letter)
    read = read_line(
        line,
        session.flows,
        private=lambda text: gives_away(session, text),
        order=lambda text: order_in(session, text),
    )
    match read.kind:
        case "letter":
            return letter_turn(session, line)
        case "pesel" | "password":
            return remark(session, password_sentences.PRIVATE[read.kind])
        case "alphabet":
            return remark(session, sentences.OTHER_KEYBOARD)
        case "lines":
            return _pasted(session, line, read.text, helpdesk)
    outcome = kept_list(session, _read(session, read, helpdesk, asked_here=asked_here and not read.ordered))
    meant = (Reply(sentences.understood(read.text)),) if read.guessed else ()
    return replace(outcome, replies=(*meant, *outcome.replies))


def interrupt_turn(session: Session) -> Turn:
    """Ctrl-C at a prompt: puts the step aside; twice in a row outside a step ends the program."""
    if session.watching:
        return stopped(replace(session, interrupts=0))
    if session.state is not None:
        return park(replace(session, interrupts=0))
    if session.interrupts:
        return Turn(session, (), Leave(130))
    # Whatever was asked („cofnąć?”, a list) is dropped: a later „tak” must not answer it.
    return Turn(replace(session, interrupts=1, expecting=ITEM), (Reply(sentences.CTRL_C_AGAIN),))


def help_turn(session: Session) -> Turn:
    """F1 at a hidden prompt: what the password is for, and how to leave."""
    return explain(session)


def _read(session: Session, line: Line, helpdesk: Helpdesk, *, asked_here: bool) -> Turn:
    if line.step is not None:  # „raportnet” is the step, whatever the titles of a list say
        offered = session.expecting
        return change_step(session, line.step, offered.given if offered.flow == line.step else {})
    text, command = line.text, line.command
    if command is None and (again := complaint(session, text)) is not None:
        return again
    beside = answered(session, text, command, helpdesk)
    if isinstance(beside, Turn):
        return beside
    if not text:
        return empty_line(beside)
    if (opened := open_page(beside, text)) is not None:
        return opened
    if wished := wish_turn(beside, text, command, helpdesk):
        return wished
    if later := counted_later(beside, text, command.name if command is not None else ""):
        return later
    if command is None and (said := about_computers(beside, text)) is not None:
        return Turn(beside, (), said)
    if command is not None:
        return HANDLERS[command.name](beside, command, helpdesk)
    if (happened := _happened(beside, text, session.expecting.flow)) is not None:
        return Turn(beside, (), happened)
    asked = state_question(text, session.flows) if asked_here else None
    if asked is not None and (session.folder is not None or not asked.general):
        return Turn(beside, (), Tell(asked.topic, text, asked.general, asked.step))
    return _no_command(beside, text, helpdesk, session.expecting.flow, asked_here=asked_here)


def _pasted(session: Session, line: str, text: str, helpdesk: Helpdesk) -> Turn:
    """Several lines at once are one question: never a command, a yes or a folder. ``text``: they on one row."""
    session = _without_offers(session)
    if recognised(line):
        return look_up(session, line, helpdesk)
    item = session.pending
    if isinstance(item, Do) and is_almost_yes(text):
        return remark(session, sentences.NOT_CONFIRMED)
    if files := files_to_check(text):
        return Turn(session, (), Inspect(files))
    if (
        isinstance(item, Ask)
        and not is_folder(item)
        and (held := item.find(text))
        and len(text) <= MAX_ANSWER_CHARACTERS
    ):
        return take(replace(session, expecting=ITEM), item, held)
    found = look_up(session, text, helpdesk)
    if isinstance(item, Do) and found.session.expecting.what == "choice":
        return remark(session, sentences.PASTED)  # no list of pages comes between the plan and its answer
    return found


def _without_offers(session: Session) -> Session:
    return replace(session, expecting=ITEM) if session.expecting.what in {"start", "choice"} else session


def _happened(session: Session, text: str, offered: str) -> Action | None:
    """What the line says was not done after all, or has happened in ZSMOPL."""
    if (step := withdrawn(session, text)) is not None or (step := ours_again(session, text)) is not None:
        return Undo(mark=step)
    if not_removed(text) and portal_gap.stands(session.folder) is not None:
        return Undo(mark=portal_gap.REMOVED)
    return about_portal(session, text, offered)


def _no_command(session: Session, text: str, helpdesk: Helpdesk, offered: str, *, asked_here: bool) -> Turn:
    if len(text) > MAX_ANSWER_CHARACTERS:
        return look_up(session, text, helpdesk)
    if (given := letter_file(session, text)) is not None:
        return given
    lapsed = replace(session, expecting=ITEM)  # an answer to the pending item: what was asked beside it is over
    if isinstance(session.pending, Ask):
        files = dropped_files(text)
        if files and (session.pending.several is None or session.pending.find(text) is None or are_certificates(files)):
            return dropped(lapsed, session.pending, text, files)
        if not is_folder(session.pending) and (place := existing_folder(text)):
            return Turn(lapsed, (), Inspect((place,)))
    else:
        if files := files_to_check(text):
            at_portal = isinstance(session.pending, ByHand) and session.flow is not None and session.flow.name == STEP
            return Turn(session, (), PortalFile(files) if at_portal else Inspect(files))
        place = existing_folder(text)
        if place and session.state is None:
            return Turn(lapsed, (), Inspect((place,), "")) if session.folder else folder_turn(lapsed, "", text)
        if place and takes_certificates(session) and (instead := folder_question(session, text)) == "folder":
            return Turn(lapsed, (), Inspect((place,), instead))
    if (passing := not_ours(session, text, offered)) is not None:
        return passing
    if said := by_hand(session, text) or reported(session, text, offered) or answer_item(lapsed, text):
        return said
    if offered and asks_what_yes_does(text):
        return Turn(
            replace(session, expecting=starting(offered)),
            (Reply(answer_sentences.means_of_offer(session.flows[offered].title, offered)),),
        )
    if there := pointed(session, text, helpdesk):
        return there
    if asks_why(text) and session.pending is not None:
        other = why_of(session, text)
        return Turn(session, (Reply(other), *question(session))) if other else explain(session)
    if told := aside(session, text):
        plain = Turn(session, (Reply(told), *question(session)))
        return answered_or(session, text, helpdesk, told) if tells_of_missing(text) else plain
    if text.isdecimal() and read_number(text):
        return Turn(session, (Reply(answer_sentences.NO_LIST), *(question(session) or (Reply(sentences.FREE_HINT),))))
    found = look_up(session, text, helpdesk, asked_here=asked_here)
    at_plan = isinstance(session.pending, Do) and session.expecting == ITEM
    unsure = found.session.expecting.what == "choice" or any(
        each.text.startswith((answer_sentences.REPHRASE, answer_sentences.ONLY_OURS)) for each in found.replies
    )
    return remark(session, sentences.UNSURE_AT_PLAN) if at_plan and unsure and states(text) else found
