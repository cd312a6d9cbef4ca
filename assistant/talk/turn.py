"""One line of the user in, replies and at most one action out. Pure: nothing here touches disk or screen.

A line is read in this order: a hidden prompt takes the whole line; a pasted e-mail; what gives a password or a PESEL
away; a step's name; what is asked beside the pending item (``asked``); command words; the pending question's own
answer; the knowledge base. After a digression the question is asked again, once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.screen import sentences
from assistant.screen.hidden import may_be_phrase
from assistant.screen.render import Reply
from assistant.talk.actions import Action, Inspect, Leave, Look, MakePlan, PortalFile, Tell, Undo
from assistant.talk.answering import answer
from assistant.talk.asides import aside, asks_why
from assistant.talk.asked import answered, choose, remark
from assistant.talk.by_hand import by_hand, is_not_done, not_done
from assistant.talk.confirming import is_almost_yes
from assistant.talk.folders import folder_turn, is_folder
from assistant.talk.given_away import gives_away
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.leaving import change_step
from assistant.talk.letters import letter_turn
from assistant.talk.moves import park
from assistant.talk.named_files import dropped_files, existing_folder, files_to_check
from assistant.talk.orders import order_in
from assistant.talk.passing_over import not_ours
from assistant.talk.pasted import recognised
from assistant.talk.pointing import answered_or, pointed
from assistant.talk.portal import STEP, about_portal, not_removed
from assistant.talk.reading import (
    Command,
    flow_words,
    in_another_alphabet,
    is_question,
    read_command,
    read_flow,
    read_number,
)
from assistant.talk.repairs import HANDLERS, explain
from assistant.talk.reported import reported
from assistant.talk.session import ITEM, Session, Turn
from assistant.talk.spoken_of import meant_instead, spoken_of
from assistant.talk.state_questions import state_question
from assistant.talk.steps import correct, decline, proposal, question, take
from assistant.talk.unmark import withdrawn
from assistant.talk.wishes import fulfil, wish
from flows.base.errors import FlowError
from flows.engine.model import Ask, ByHand, Do, Item
from flows.folder import portal_gap
from flows.mail.flow import looks_like_letter

MAX_LISTED_WORDS = 3
MAX_ANSWER_CHARACTERS = 2_000
"""A longer line is pasted text, never the answer to a question."""


def turn(session: Session, line: str, helpdesk: Helpdesk, *, asked_here: bool = True) -> Turn:
    """Reads one visible line. ``asked_here``: it may ask about the renewal here; else that was tried already."""
    session = replace(session, interrupts=0)
    item = session.pending
    if isinstance(item, Ask) and item.several is not None and "\n" in line and (letter := item.find(line)):
        return take(session, item, letter)
    if looks_like_letter(line):
        return letter_turn(session, line)
    if seen := gives_away(session, line):
        return remark(session, sentences.PESEL_IS_NO_QUESTION if seen == "pesel" else sentences.NOT_A_QUESTION)
    if in_another_alphabet(line):
        return remark(session, sentences.OTHER_KEYBOARD)
    if "\n" in line.strip() and recognised(line):
        return _look_up(_without_offers(session), line, helpdesk)
    # Control characters would reach the screen with an unknown word.
    text = "".join(_shown(character) for character in line).strip()
    if "\n" in line.strip():
        return _pasted(session, text, helpdesk)
    text = _content(text)
    order = order_in(session, text)
    if order is not None:
        ordered = _read(session, order.line, helpdesk)
        meant = (Reply(sentences.understood(order.line)),) if order.guessed else ()
        return replace(ordered, replies=(*meant, *ordered.replies))
    return _read(session, text, helpdesk, asked_here=asked_here)


def _content(text: str) -> str:
    """The line without mood words; one that would confirm something stays as typed, and confirms nothing."""
    if not any(sign in text for sign in " ,;!."):
        return text
    from assistant.talk.small_talk import small_talk, without_temper  # start-up

    bare = without_temper(text)
    command = read_command(bare)
    confirms = command is not None and command.name in {"yes", "done", "runs"}
    return text if bare == text or confirms or small_talk(text) else bare


def interrupt_turn(session: Session) -> Turn:
    """Ctrl-C at a prompt: puts the step aside; twice in a row outside a step ends the program."""
    if session.state is not None:
        return park(replace(session, interrupts=0))
    if session.interrupts:
        return Turn(session, (), Leave(130))
    # Whatever was asked („cofnąć?”, a list) is dropped: a later „tak” must not answer it.
    return Turn(replace(session, interrupts=1, expecting=ITEM), (Reply(sentences.CTRL_C_AGAIN),))


def help_turn(session: Session) -> Turn:
    """F1 at a hidden prompt: what the password is for, and how to leave."""
    return explain(session)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else "\ufffd"


def _read(session: Session, text: str, helpdesk: Helpdesk, *, asked_here: bool = False) -> Turn:
    name = read_flow(text, flow_words(session.flows))  # „raportnet” is the step, whatever the titles of a list say
    if name is not None:
        offered = session.expecting
        return change_step(session, name, offered.given if offered.flow == name else {})
    command = read_command(text)
    beside = answered(session, text, command, helpdesk)
    if isinstance(beside, Turn):
        return beside
    if not text:
        return _empty(beside)
    if wished := _wished(beside, text, command, helpdesk):
        return wished
    if command is not None:
        return HANDLERS[command.name](beside, command, helpdesk)
    if (happened := _happened(beside, text, session.expecting.flow)) is not None:
        return Turn(beside, (), happened)
    asked = state_question(text) if asked_here else None
    if asked is not None and (session.folder is not None or not asked.general):
        return Turn(beside, (), Tell(asked.topic, text, general=asked.general))
    return _no_command(beside, text, helpdesk, session.expecting.flow)


def _pasted(session: Session, text: str, helpdesk: Helpdesk) -> Turn:
    """Several lines at once are one question: never a command, a yes or a folder."""
    session = _without_offers(session)
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
    found = _look_up(session, text, helpdesk)
    if isinstance(item, Do) and found.session.expecting.what == "choice":
        return remark(session, sentences.PASTED)  # no list of pages comes between the plan and its answer
    return found


def _without_offers(session: Session) -> Session:
    return replace(session, expecting=ITEM) if session.expecting.what in {"start", "choice"} else session


def _happened(session: Session, text: str, offered: str) -> Action | None:
    """What the line says was not done after all, or has happened in ZSMOPL."""
    if (step := withdrawn(session, text)) is not None:
        return Undo(mark=step)
    if not_removed(text) and portal_gap.stands(session.folder) is not None:
        return Undo(mark=portal_gap.REMOVED)
    return about_portal(session, text, offered)


def _no_command(session: Session, text: str, helpdesk: Helpdesk, offered: str) -> Turn:
    if len(text) > MAX_ANSWER_CHARACTERS:
        return _look_up(session, text, helpdesk)
    lapsed = replace(session, expecting=ITEM)  # an answer to the pending item: what was asked beside it is over
    if isinstance(session.pending, Ask):
        if session.pending.several is None and (files := dropped_files(text)):
            return _dropped(lapsed, session.pending, text, files)
    else:
        if files := files_to_check(text):
            at_portal = isinstance(session.pending, ByHand) and session.flow is not None and session.flow.name == STEP
            return Turn(session, (), PortalFile(files) if at_portal else Inspect(files))
        if session.state is None and existing_folder(text):
            return folder_turn(lapsed, "", text)
    if (passing := not_ours(session, text, offered)) is not None:
        return passing
    if said := by_hand(session, text) or reported(session, text, offered) or _answer(lapsed, text):
        return said
    if there := pointed(session, text, helpdesk):
        return there
    if asks_why(text) and session.pending is not None:
        return explain(session)
    if told := aside(session, text):
        return answered_or(session, text, helpdesk, told)
    if text.isdecimal() and read_number(text):
        return Turn(session, (Reply(sentences.NO_LIST), *(question(session) or (Reply(sentences.FREE_HINT),))))
    return _look_up(session, text, helpdesk)


def _empty(session: Session) -> Turn:
    item = session.pending
    if isinstance(item, Ask) and (proposed := proposal(session)):
        return take(session, item, proposed)
    if isinstance(item, Ask) and item.skippable:
        return decline(session, item, (Reply(sentences.SKIPPED),))
    hint = question(session) or (Reply(sentences.FREE_HINT),)
    return Turn(session, (Reply(sentences.NOTHING_TYPED), *hint))


def _answer(session: Session, text: str) -> Turn | None:
    """The line as an answer to the pending question, or None when it is none."""
    item = session.pending
    doubt = isinstance(item, Do) and is_almost_yes(text)  # „tak?”
    if is_question(text) and not doubt:
        return None
    if isinstance(item, Ask) and (candidate := item.find(text)) is not None:
        return folder_turn(session, item.name, candidate) if is_folder(item) else take(session, item, candidate)
    if item is not None and (changed := _earlier_answer(session, item, text)):
        return changed
    if isinstance(item, Do) and is_almost_yes(text):
        return Turn(session, (Reply(sentences.NOT_CONFIRMED), *question(session)))
    return None


def _earlier_answer(session: Session, item: Item, text: str) -> Turn | None:
    """Another answer to an earlier question: a folder, where a plan is shown, and what may change at any time.

    The folder that was asked for last: where downloads are looked for, a folder typed is not the working folder.
    """
    if session.flow is None or session.state is None:
        return None
    for asked in reversed(session.flow.items):
        if not isinstance(asked, Ask) or asked is item or asked.name not in session.state.answers:
            continue
        if isinstance(item, Do) and asked.name in item.uses and is_folder(asked) and (folder := asked.find(text)):
            return folder_turn(session, asked.name, folder)
        if asked.anytime is not None and (candidate := asked.anytime(text)):
            if asked.parse(candidate) != session.state.answers[asked.name]:
                return correct(session, asked, candidate)
            # The same again: on with it.
            planned = not isinstance(item, Do) or item.name in session.state.plans
            return Turn(session, question(session)) if planned else Turn(session, (), MakePlan())
    return None


def _wished(session: Session, text: str, command: Command | None, helpdesk: Helpdesk) -> Turn | None:
    """A short wish about what was said last; in a step „po co?” and „nie rozumiem” are about the step's question."""
    wanted = wish(text)
    if wanted is None or (command is not None and (session.said is None or session.state is not None)):
        return None
    if session.said is None:
        return None if session.state is not None else Turn(session, (Reply(sentences.NOTHING_SAID),))
    said, replies = fulfil(session.said, wanted, helpdesk.page(session.said.page))
    return Turn(replace(session, said=said), (*replies, *question(session)))


def _dropped(session: Session, item: Ask, text: str, files: tuple[Path, ...]) -> Turn:
    """Files at a question: its answer, where that is a file; else what they are, and why they are no answer."""
    candidate = item.find(text)
    try:
        if candidate is not None and isinstance(item.parse(candidate), Path):
            return take(session, item, candidate)
    except FlowError as error:
        return Turn(session, (Reply(error.problem.what),), Inspect(files))
    return Turn(session, (), Inspect(files))


def _look_up(session: Session, text: str, helpdesk: Helpdesk) -> Turn:
    from assistant.talk.small_talk import HELLO, small_talk

    chat = small_talk(text)
    if chat == HELLO and session.state is None and session.folder is not None:
        return Turn(replace(session, unknowns=0), (Reply(sentences.HELLO_AGAIN),), Look(brief=True))
    if chat is not None:
        return Turn(replace(session, unknowns=0), (Reply(chat), *question(session)))
    found = helpdesk.look_up(meant_instead(text), spoken_of(session))
    if all(each.kind == "answer" for each in found):
        return answer(replace(session, unknowns=0), found, helpdesk)
    if isinstance(session.pending, ByHand) and is_not_done(text):  # no list of strangers: the step knows what to do
        return not_done(session)
    first = found[0]
    if first.kind == "clarify":
        return choose(session, first.pages, text, helpdesk)
    near = [helpdesk.title(slug) for slug in first.pages[:MAX_LISTED_WORDS]]
    named = () if may_be_phrase(text, first.unknown_words) else first.unknown_words[:MAX_LISTED_WORDS]
    replies = [Reply(sentences.unknown(named, near, first.say))]
    if session.unknowns:
        replies.append(Reply(sentences.helpdesk(helpdesk.contact)))
    after = replace(session, unknowns=session.unknowns + 1)
    return Turn(after, (*replies, *(question(after) or (Reply(sentences.FREE_HINT),))))
