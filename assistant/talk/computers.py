"""The pharmacy's computers in the talk: „kasa1, kasa2 i biuro”, „jeszcze dwa”, „kasa2 gotowa”, anywhere."""

from __future__ import annotations

import platform
from dataclasses import replace

from assistant.screen import computer_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.actions import ComputersSaid, Look
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.engine.model import Ask, ByHand
from flows.folder.computers import HERE, Computers, Ledger, same
from flows.folder.installed import Spread, spread, wanted
from flows.folder.seen import look
from flows.folder.spoken_computers import Said, read_computers

_NOT_NOW = {"skip", "later", "explain", "no"}


def about_computers(session: Session, text: str) -> ComputersSaid | None:
    """What the line says of the computers, where it is no answer to the pending question."""
    item = session.pending
    if session.folder is None or (isinstance(item, Ask) and item.find(text) is not None):
        return None
    said = read_computers(text, asked=bool(session.counting))
    if said is None or (isinstance(item, ByHand) and item.recorded and not said.names and said.kind == "ready"):
        return None  # „wszystkie gotowe” answers the step's own question
    known = said.sure or bool(session.counting) or {same(name) for name in said.names} <= session.computers
    return ComputersSaid(said) if known and (said.names or said.sure or session.computers or session.counting) else None


def counted_later(session: Session, command: str) -> Turn | None:
    """„pomiń” and the like to the question how many there are."""
    if not session.counting or session.state is not None or command not in _NOT_NOW:
        return None
    return Turn(replace(session, counting=False), (Reply(computer_sentences.LATER),))


def ask_number(session: Session) -> Turn:
    """„zmień komputery”: how many are there?"""
    if session.folder is None:
        return Turn(session, (Reply(sentences.NO_FOLDER_TO_TELL), *question(session)))
    return Turn(replace(session, counting=True), (Reply(computer_sentences.ASK, "question"),))


def computers_said(session: Session, action: ComputersSaid, world: World) -> Turn:
    """Writes it into the ledger. Raises FlowError ``ledger-not-written``."""
    folder, said = session.folder, action.said
    if folder is None or not folder.is_dir():
        return Turn(session, (Reply(sentences.NO_FOLDER_TO_TELL), *question(session)))
    ledger, seen = Ledger(folder, world.now), look(folder, world.now)
    there = spread(seen)
    if said.told is not None:
        if said.told.more and not said.told.names and there.left == said.told.count:
            text = computer_sentences.as_said(there)
        else:
            ledger.tell(said.told)
            text = computer_sentences.told(ledger.read().told or said.told)
    elif not (new := wanted(seen)):
        text = computer_sentences.NOTHING_NEW
    elif (names := _meant(said, seen.computers, there)) is None:
        asked = ask_number(session)
        return replace(asked, replies=(Reply(computer_sentences.WHICH), *asked.replies))
    else:
        text = _noted(ledger, said, names, new, there)
    after = replace(
        session, counting=True if session.state is None else session.counting, computers=known_names(ledger)
    )
    if session.state is None:
        return Turn(after, (Reply(text),), Look(brief=True))
    return Turn(after, (Reply(text), *question(after)))


def known_names(ledger: Ledger) -> frozenset[str]:
    """The names of all computers that were ever spoken of, as ``same`` writes them."""
    known = ledger.read()
    told = known.told.names if known.told else ()
    return frozenset(same(name) for name in (*told, *known.said, *known.seen_on))


def _meant(said: Said, known: Computers, there: Spread) -> tuple[str, ...] | None:
    """The names in the ledger's spelling; None for all of an unknown number."""
    if said.names:
        listed = (*(known.told.names if known.told else ()), *known.said, *known.seen_on)
        spelled = {same(name): name for name in reversed(listed)}
        names = (platform.node() if name == HERE else name for name in said.names)
        return tuple(spelled.get(same(name), name) for name in names)
    if there.left is None:
        return None
    unnamed = range(there.left - len(there.missing))
    return (*there.missing[: there.left], *(f"komputer {number + 2}" for number in unnamed))


def _noted(ledger: Ledger, said: Said, names: tuple[str, ...], new: frozenset[str], there: Spread) -> str:
    seen = [name for name in names if same(name) in {same(each) for each in there.ready}]
    if said.kind == "not ready" and seen:
        return computer_sentences.was_seen(seen)
    for name in names:
        if name not in seen:
            ledger.say(name, new if said.kind == "ready" else ())
    if said.kind == "not ready":
        return computer_sentences.not_ready(names)
    if len(seen) == len(names):
        return computer_sentences.was_seen(names)
    after = look(ledger.folder, ledger.now)
    return computer_sentences.ready([name for name in names if name not in seen], spread(after))
