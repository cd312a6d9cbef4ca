"""„Pomiń” at a step that can be skipped, and „nie mam RaportNetu, mam Kamsoft”: one question, then it is written down.

Pure. Never guessed: what it costs is said first, and only „tak” writes it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Note
from assistant.talk.reading import is_question
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import question
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.model import Ask, Item
from flows.engine.undo import NOT_APPLICABLE, SKIPPED

_HERE = regex(
    r"nie dotyczy(?: (?:nas|mnie|to|naszej apteki|apteki|mojej apteki|ten krok))*|"
    r"nie (?:mam|mamy|ma|uzywam|uzywamy) (?:u nas |tu )?(?:tego|takiego) programu"
)
_LOGIN = regex(r"\b(?:hasl\w*|login\w*|dostep\w*|zalogowa\w*|konta|konto|pliku|certyfikat\w*|daty|dat[ae])\b")
_MOST = 120
"""Characters; a longer line tells a story."""


def skip(session: Session) -> Turn | None:
    """The question whether to skip the step under way; None where it is one that cannot be skipped."""
    flow = session.flow
    if flow is None or flow.passing is None:
        return None
    return _ask(session, flow.name, SKIPPED, step_sentences.ask_skip(flow.number, flow.passing.cost))


def not_ours(session: Session, text: str, offered: str = "") -> Turn | None:
    """The question whether a step is none of this pharmacy's, where the line says so; else None."""
    folded = bare_words(text)
    if is_question(text) or len(text) > _MOST or _LOGIN.search(folded):
        return None
    here = session.flow.name if session.flow is not None else offered
    passable = {flow.name: flow.passing for flow in session.steps if flow.passing is not None}
    named = [name for name, passing in passable.items() if re.search(passing.said, folded)]
    if not named and here in passable and _HERE.search(folded):
        named = [here]
    if len(named) != 1 or (here not in passable and _is_answer(session.pending, text)):
        return None
    name = named[0]
    passing = passable[name]
    if session.folder is None:
        said = f"{passing.foreign} {passing.instead} {step_sentences.NOT_NOTED}"
        return Turn(session, (Reply(said), *question(session)))
    asked = step_sentences.ask_not_ours(session.flows[name].number, passing.foreign, passing.instead)
    return _ask(session, name, NOT_APPLICABLE, asked)


def _is_answer(item: Item | None, text: str) -> bool:
    """Whether the pending question takes the line: a name may be any words."""
    return isinstance(item, Ask) and item.find(text) is not None


def _ask(session: Session, name: str, event: str, asked: str) -> Turn:
    expecting = Expecting("act", asked, action=Note(name, "", event))
    return Turn(replace(session, expecting=expecting), (Reply(asked, "question"),))
