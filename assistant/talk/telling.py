"""Answers what was asked about the renewal here, and shows its folder; the pending question comes again."""

from __future__ import annotations

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Look, Tell
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.world import World


def tell(session: Session, action: Tell, world: World) -> Turn:
    """From evidence; a question that nothing here answers goes to the knowledge base."""
    from assistant.reports import here  # start-up
    from assistant.talk.turn import turn

    folder, said = session.folder, here.without_folder(action.topic, world.now())
    if said is None and folder is None and action.topic in here.PROGRESS:
        return Turn(session, (), Look())
    if said is None and folder is None:
        said = sentences.NO_FOLDER_TO_TELL
    if said is None and folder is not None:
        answers = session.state.answers if session.state is not None else {}
        said = here.tell(action.topic, here.look(folder, world.now, session.flows, session.flow, answers))
    if said is None:
        return turn(session, action.text, world.helpdesk, asked_here=False)
    return Turn(session, (Reply(said), *question(session)))


def open_folder(session: Session, world: World) -> Turn:
    """In the file manager, or its name where there is no such window."""
    if session.folder is None:
        return Turn(session, (Reply(sentences.NO_FOLDER_TO_TELL), *question(session)))
    done = world.show_folder(session.folder)
    return Turn(session, (Reply(sentences.opened(session.folder, done=done)), *question(session)))
