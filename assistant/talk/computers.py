"""The pharmacy's computers in the talk: „kasa1, kasa2 i biuro”, „jeszcze dwa”, „kasa2 gotowa”, anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.screen import computer_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.actions import ComputersSaid, Look, Tell
from assistant.talk.asides import asks_why
from assistant.talk.reading import is_question
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.model import Ask, ByHand
from flows.folder.computer_words import nominative
from flows.folder.computers import HERE, Computers, Told
from flows.folder.installed import Spread, spread, wanted
from flows.folder.ledger import Ledger
from flows.folder.seen import Seen, look
from flows.folder.spoken_computers import Said, read_computers
from flows.ports.place import same

_NOT_NOW = {"skip", "later", "explain", "no"}
_LATER = regex(
    r"(?:(?:no|to|oj|hm|nie wiem|nie pamietam|zaraz|musze|jutro|najpierw|trudno powiedziec|ilu|ile|ich|jest|dokladnie|"
    r"teraz|jeszcze|i) ?)*"
    r"(?:nie wiem|nie pamietam|trudno powiedziec|sprawdz\w+|policz\w+|zobacze|zapyta[mc]|sprawdzic|dowiem sie|powiem|"
    r"podam|pozniej|potem|nie teraz|kiedy indziej|reszta|zaraz)"
    r"(?:(?:^| )(?:i|ile|ich|jest|powiem|podam|pozniej|potem|jutro|zaraz|dam znac|to|dokladnie|komputerow|szefowej|"
    r"szefa|kierownika|kierowniczki))*"
)
_WHAT_OF = regex(r"^(?:(?:a|no|i|to|co|jak|czy|z|ze|na|w) )*")
_COUNTS = {"told", "came", "left", "complete"}
_HOW_MANY = regex(r"(?:ale |co )?ile(?: czego| komputerow| ich)?")


def about_computers(session: Session, text: str) -> ComputersSaid | Tell | None:
    """What the line says or asks of the computers, where it is no answer to the pending question."""
    item = session.pending
    if session.folder is None or (isinstance(item, Ask) and item.find(text) is not None):
        return None
    if is_question(text):
        return Tell("computers", text, general=True) if _asks_of_one(session, text) else None
    said = read_computers(text, asked=bool(session.counting))
    if said is None or (isinstance(item, ByHand) and item.recorded and not said.names and said.kind == "ready"):
        return None  # „wszystkie gotowe” answers the step's own question
    if said.kind in {*_COUNTS, "unsure"}:
        return ComputersSaid(said) if said.sure or session.counting else None
    known = bool(session.computers) and {same(name) for name in said.names} <= session.computers
    return ComputersSaid(said) if said.sure or known else None


def _asks_of_one(session: Session, text: str) -> bool:
    """„kasa2 gotowa?”, „a co z biurem?” of a computer that was spoken of."""
    said = read_computers(text.rstrip("? "))
    if said is not None and said.names and said.kind in {"ready", "not ready"}:
        return {same(name) for name in said.names} <= session.computers
    return same(nominative(_WHAT_OF.sub("", bare_words(text)))) in session.computers


def counted_later(session: Session, text: str, command: str) -> Turn | None:
    """„pomiń”, „sprawdzę i powiem” to the question how many there are. „po co?” is told why."""
    if not session.counting or session.state is not None:
        return None
    if asks_why(text):
        return Turn(session, (Reply(computer_sentences.WHY), Reply(computer_sentences.ASK, "question")))
    words = bare_words(text)
    if not command and _HOW_MANY.fullmatch(words):
        return ask_number(session)
    if command in _NOT_NOW or (not command and _LATER.fullmatch(words)):
        return Turn(replace(session, counting=False), (Reply(computer_sentences.LATER),))
    return None


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
    if said.kind in {"unsure", "some"}:
        told = computer_sentences.UNSURE if said.kind == "unsure" else computer_sentences.NAME_THEM
        return Turn(session, (Reply(told), *question(session)))
    ledger, seen = Ledger(folder, world.computer), look(folder, world.computer)
    text = _written(ledger, said, seen)
    if text is None:
        asked = ask_number(session)
        return replace(asked, replies=(Reply(computer_sentences.WHICH), *asked.replies))
    after = replace(
        session, counting=True if session.state is None else session.counting, computers=known_names(ledger)
    )
    if session.state is None:
        return Turn(after, (Reply(text),), Look(brief=True))
    return Turn(after, (Reply(text), *question(after)))


def known_names(ledger: Ledger) -> frozenset[str]:
    """The names of all computers that were ever spoken of, as ``same`` writes them."""
    return frozenset(map(same, _listed(ledger.read())))


def _listed(known: Computers) -> tuple[str, ...]:
    return (*(known.told.names if known.told else ()), *known.said, *known.seen_on)


def _written(ledger: Ledger, said: Said, seen: Seen) -> str | None:
    """What is said about it once it is in the ledger; None where nobody knows which are „all”."""
    there = spread(seen)
    if said.kind in _COUNTS:
        return _told(ledger, said, seen.computers, there)
    if said.kind in {"ready", "not ready"} and not wanted(seen):
        return computer_sentences.NOTHING_NEW
    if not said.names and there.left is None:
        return None
    meant = [_meant(name, seen) for name in said.names]
    if (doubtful := next((found for found in meant if len(found) > 1), None)) and not said.every:
        return computer_sentences.which_of(doubtful)
    names = [name for found in meant for name in found] or _all(there)
    strangers = [name for name in names if same(name) not in set(map(same, _listed(seen.computers)))]
    if said.every and (strangers or len(names) == 1):
        return computer_sentences.NAME_THEM
    if said.kind == "here":
        ledger.call(names[0])
        return computer_sentences.called(names[0], seen.here.computer)
    if strangers and said.names and (said.kind == "gone" or (said.kind == "ready" and _full(there))):
        return computer_sentences.not_listed(strangers[0], seen.computers.told.names if seen.computers.told else ())
    if said.kind == "gone":
        for name in names:
            ledger.strike(name)
        return computer_sentences.gone(names, spread(look(ledger.folder, ledger.here)))
    return _noted(ledger, said, names, wanted(seen), there)


def _told(ledger: Ledger, said: Said, known: Computers, there: Spread) -> str:
    told = said.told or Told(max(1, len(set(map(known.key, _listed(known))))))
    of_the_rest = said.kind == "left" or (said.kind == "told" and told.more and not told.names)
    if (of_the_rest and there.left == told.count) or (said.kind == "complete" and known.told is not None):
        return computer_sentences.as_said(there)
    if said.kind == "left":
        told = Told(told.count + len(there.ready) + len(there.by_word))
    ledger.tell(told)
    after = look(ledger.folder, ledger.here)
    there = spread(after)
    unnamed = after.here.computer if there.unnamed and there.here else ""
    return computer_sentences.told(after.computers.told or told, unnamed)


def _meant(name: str, seen: Seen) -> tuple[str, ...]:
    """The computers that the name may stand for, in the ledger's spelling; itself where it is none of them."""
    if name == HERE:
        return (seen.here.computer,)
    known = seen.computers
    listed = _listed(known)
    if exact := next((each for each in listed if same(nominative(bare_words(each))) == same(name)), None):
        return (exact,)
    words = set(name.split())
    holding = {known.key(each): each for each in listed if words < set(_words(each))}
    return tuple(holding.values()) or (name,)


def _words(name: str) -> list[str]:
    """„komputer w biurze” is that of the „biuro”, „kasa2” one of several that are a „kasa”."""
    words = [*bare_words(name).split(), *nominative(bare_words(name)).split()]
    return [*map(nominative, words), *(nominative(word).rstrip("0123456789") for word in words)]


def _full(there: Spread) -> bool:
    """Whether every computer that is left has a name."""
    return there.left is not None and there.left <= len(there.missing)


def _all(there: Spread) -> list[str]:
    left = there.left or 0
    unnamed = range(left - len(there.missing))
    return [*there.missing[:left], *(f"komputer {number + 2}" for number in unnamed)]


def _noted(ledger: Ledger, said: Said, names: Sequence[str], new: frozenset[str], there: Spread) -> str:
    seen = [name for name in names if same(name) in {same(each) for each in there.ready}]
    if said.kind == "not ready" and seen:
        return computer_sentences.was_seen(seen)
    for name in names:
        if name not in seen:
            ledger.say(name, new if said.kind == "ready" else ())
    if said.kind == "not ready":
        return computer_sentences.not_ready(names)
    if not names:
        return computer_sentences.as_said(there)
    if len(seen) == len(names):
        return computer_sentences.was_seen(names)
    after = look(ledger.folder, ledger.here)
    return computer_sentences.ready([name for name in names if name not in seen], spread(after), after.here.computer)
