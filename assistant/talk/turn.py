"""One line of the user in, replies and at most one action out. Pure: nothing here touches disk or screen.

A line is read in this order: a hidden prompt takes the whole line; a choice by number; command words; the pending
question's own answer; the knowledge base. After a digression the pending question is asked again, once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.screen import sentences
from assistant.screen.hidden import holds_secret
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import WHOLE_WORDS, YES
from assistant.talk.answering import answer
from assistant.talk.asides import aside, asks_why
from assistant.talk.by_hand import by_hand, is_not_done, not_done
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.leaving import change_step
from assistant.talk.orders import order_in
from assistant.talk.passing_over import not_ours
from assistant.talk.pasted import recognised
from assistant.talk.pointing import answered_or, pointed
from assistant.talk.portal import STEP, about_portal, not_removed
from assistant.talk.reading import (
    Command,
    dropped_files,
    existing_folder,
    files_to_check,
    flow_words,
    is_almost_yes,
    is_phrase,
    is_question,
    is_yes,
    read_command,
    read_flow,
    read_number,
)
from assistant.talk.repairs import HANDLERS, explain, park
from assistant.talk.reported import reported
from assistant.talk.session import Inspect, Leave, Look, MakePlan, PortalFile, Session, Tell, Turn, Undo
from assistant.talk.spoken_of import meant_instead, spoken_of
from assistant.talk.state_questions import state_question
from assistant.talk.steps import correct, decline, proposal, question, take
from assistant.talk.unmark import withdrawn
from assistant.talk.wishes import fulfil, wish
from flows.base.errors import FlowError
from flows.base.polish import fold
from flows.engine.model import Ask, ByHand, Do, Item
from flows.folder import portal_gap

MAX_LISTED_WORDS = 3
MAX_ANSWER_CHARACTERS = 2_000
"""A longer line is pasted text, never the answer to a question."""


def turn(session: Session, line: str, helpdesk: Helpdesk, *, asked_here: bool = True) -> Turn:
    """Reads one visible line. ``asked_here``: it may ask about the renewal here; else that was tried already."""
    session = replace(session, interrupts=0)
    item = session.pending
    if isinstance(item, Ask) and item.several is not None and "\n" in line and (letter := item.find(line)):
        return take(session, item, letter)
    if holds_secret(line, session.secrets) and not _is_word(session, line):
        session = replace(session, confirming=None, choices=())
        return Turn(session, (Reply(sentences.NOT_A_QUESTION), *question(session)))
    if "\n" in line.strip() and recognised(line):
        return _look_up(replace(session, confirming=None, choices=()), line, helpdesk)
    # A paste of several lines is one question; control characters would reach the screen with an unknown word.
    text = "".join(_shown(character) for character in line).strip()
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


def _is_word(session: Session, line: str) -> bool:
    """Whether it is a word of ours: „tak”, typed blindly where it was hidden, was taken for the password."""
    items = session.flow.items if session.flow is not None else ()
    anytime = (each.anytime for each in items if isinstance(each, Ask) and each.anytime is not None)
    return is_phrase(line) or any(find(line) for find in anytime)


def interrupt_turn(session: Session) -> Turn:
    """Ctrl-C at a prompt: puts the step aside; twice in a row outside a step ends the program."""
    if session.state is not None:
        return park(replace(session, interrupts=0))
    if session.interrupts:
        return Turn(session, (), Leave(130))
    # Whatever was asked („cofnąć?”, a list) is dropped: a later „tak” must not answer it.
    return Turn(replace(session, interrupts=1, confirming=None, choices=()), (Reply(sentences.CTRL_C_AGAIN),))


def help_turn(session: Session) -> Turn:
    """F1 at a hidden prompt: what the password is for, and how to leave."""
    return explain(session)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else "\ufffd"


def _read(session: Session, text: str, helpdesk: Helpdesk, *, asked_here: bool = False) -> Turn:
    command = read_command(text)
    if session.confirming and (confirmed := _confirmed(session, text, command)):
        return confirmed
    session = replace(session, confirming=None)
    if session.choices and (chosen := _chosen(session, text, command, helpdesk)):
        return chosen
    session = replace(session, choices=())
    if not text:
        return _empty(session)
    if wished := _wished(session, text, command, helpdesk):
        return wished
    if command is not None:
        return HANDLERS[command.name](session, command, helpdesk)
    name = read_flow(text, flow_words(session.flows))
    if name is not None:
        return change_step(session, name)
    if (step := withdrawn(session, text)) is not None:
        return Turn(session, (), Undo(mark=step))
    if not_removed(text) and portal_gap.stands(session.folder) is not None:
        return Turn(session, (), Undo(mark=portal_gap.REMOVED))
    if (happened := about_portal(session, text)) is not None:
        return Turn(session, (), happened)
    asked = state_question(text) if asked_here else None
    if asked is not None and (session.folder is not None or not asked.general):
        return Turn(session, (), Tell(asked.topic, text, general=asked.general))
    if len(text) > MAX_ANSWER_CHARACTERS:
        return _look_up(session, text, helpdesk)
    if isinstance(session.pending, Ask):
        if session.pending.several is None and (files := dropped_files(text)):
            return _dropped(session, session.pending, text, files)
    else:
        if files := files_to_check(text):
            at_portal = isinstance(session.pending, ByHand) and session.flow is not None and session.flow.name == STEP
            return Turn(session, (), PortalFile(files) if at_portal else Inspect(files))
        if session.state is None and (folder := existing_folder(text)):
            return Turn(replace(session, known={**session.known, "folder": folder}), (), Look())
    if (passing := not_ours(session, text)) is not None:
        return passing
    if answered := (by_hand(session, text) or reported(session, text) or _answer(session, text)):
        return answered
    if there := pointed(session, text, helpdesk):
        return there
    if asks_why(text) and session.pending is not None:
        return explain(session)
    if said := aside(session, text):
        return answered_or(session, text, helpdesk, said)
    if text.isdecimal() and read_number(text):
        return Turn(session, (Reply(sentences.NO_LIST), *(question(session) or (Reply(sentences.FREE_HINT),))))
    return _look_up(session, text, helpdesk)


def _confirmed(session: Session, text: str, command: Command | None) -> Turn | None:
    """The answer to „odłożyć?” and the like; None when the line is something else: then nothing was confirmed."""
    asked = session.confirming
    if asked is None:
        return None
    after = replace(session, confirming=None)
    if is_yes(text) if asked.word == YES else fold(text).strip(" .!") == asked.word:
        return park(after) if asked.action is None else Turn(after, (), asked.action)
    if is_yes(text):
        return Turn(session, (Reply(WHOLE_WORDS), Reply(asked.asked, "question")))
    if command is not None and command.name == "no":
        return Turn(after, (Reply(sentences.KEPT_GOING), *question(after)))
    if not text:
        return Turn(session, (Reply(sentences.NOTHING_TYPED), Reply(asked.asked, "question")))
    if command is not None and command.name == "repeat":  # what is asked again is what „tak” answers
        return Turn(session, (Reply(asked.asked, "question"),))
    return None


def _empty(session: Session) -> Turn:
    item = session.pending
    if isinstance(item, Ask) and (proposed := proposal(session)):
        return take(session, item, proposed)
    if isinstance(item, Ask) and item.skippable:
        return decline(session, item, (Reply(sentences.SKIPPED),))
    hint = question(session) or (Reply(sentences.FREE_HINT),)
    return Turn(session, (Reply(sentences.NOTHING_TYPED), *hint))


def _chosen(session: Session, text: str, command: Command | None, helpdesk: Helpdesk) -> Turn | None:
    """A number from the list, words of a title, „żadne z tych”, or None: then the line is read like any other.

    „tak” chooses nothing, and must not confirm the plan that was shown before the list.
    """
    after = replace(session, choices=())
    number = read_number(text)
    if not text or is_yes(text) or (command is not None and command.name == "repeat"):
        return Turn(session, (_listed(session, helpdesk),))
    if 1 <= number <= len(session.choices):
        picked = helpdesk.on_page(session.choices[number - 1], session.asked)
        return answer(replace(after, unknowns=0), (picked,), helpdesk)
    if number == len(session.choices) + 1 or (command and command.name in {"none", "no"}):
        return Turn(after, (Reply(sentences.NONE_OF_THESE), *question(after)))
    if number or (text.isdecimal() and not isinstance(session.pending, Ask)):
        said = Reply(sentences.not_listed(len(session.choices) + 1))
        return Turn(session, (said, _listed(session, helpdesk)))
    titled = [slug for slug in session.choices if fold(text) in fold(helpdesk.title(slug))]
    step = read_flow(text, flow_words(session.flows))  # „raportnet” is the step, „stan” the state, whatever titles say
    if len(titled) == 1 and len(text) > MAX_LISTED_WORDS and step is None and command is None:
        return answer(replace(after, unknowns=0), (helpdesk.on_page(titled[0], session.asked),), helpdesk)
    return None


def _answer(session: Session, text: str) -> Turn | None:
    """The line as an answer to the pending question, or None when it is none."""
    item = session.pending
    doubt = isinstance(item, Do) and is_almost_yes(text)  # „tak?”
    if is_question(text) and not doubt:
        return None
    if isinstance(item, Ask) and (candidate := item.find(text)) is not None:
        return take(session, item, candidate)
    if item is not None and (changed := _earlier_answer(session, item, text)):
        return changed
    if isinstance(item, Do) and is_almost_yes(text):
        return Turn(session, (Reply(sentences.NOT_CONFIRMED),))
    return None


def _earlier_answer(session: Session, item: Item, text: str) -> Turn | None:
    """Another answer to an earlier question: a folder, where a plan is shown, and what may change at any time."""
    if session.flow is None or session.state is None:
        return None
    for asked in session.flow.items:
        if not isinstance(asked, Ask) or asked is item or asked.name not in session.state.answers:
            continue
        if isinstance(item, Do) and asked.name == "folder" and (folder := asked.find(text)):
            return correct(session, asked, folder)
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
        return answer(replace(session, unknowns=0, choices=()), found, helpdesk)
    if isinstance(session.pending, ByHand) and is_not_done(text):  # no list of strangers: the step knows what to do
        return not_done(session)
    first = found[0]
    if first.kind == "clarify":
        return _choose(replace(session, asked=text), first.pages, helpdesk)
    near = [helpdesk.title(slug) for slug in first.pages[:MAX_LISTED_WORDS]]
    replies = [Reply(sentences.unknown(first.unknown_words[:MAX_LISTED_WORDS], near, first.say))]
    if session.unknowns:
        replies.append(Reply(sentences.helpdesk(helpdesk.contact)))
    after = replace(session, unknowns=session.unknowns + 1, choices=())
    return Turn(after, (*replies, *(question(after) or (Reply(sentences.FREE_HINT),))))


def _choose(session: Session, pages: tuple[str, ...], helpdesk: Helpdesk) -> Turn:
    """A list of pages; inside a step the open question stays in sight, and a second list in a row names a human."""
    contact = (Reply(sentences.helpdesk(helpdesk.contact)),) if session.unknowns else ()
    choosing = replace(session, choices=pages, unknowns=session.unknowns + 1)
    return Turn(choosing, (*contact, _listed(choosing, helpdesk)))


def _listed(session: Session, helpdesk: Helpdesk) -> Reply:
    """The list that is open, and below it the question of the step that waits meanwhile."""
    titles = sentences.clarify([helpdesk.title(slug) for slug in session.choices])
    return Reply("\n".join([titles, *(sentences.waits(each.text) for each in question(session))]))
