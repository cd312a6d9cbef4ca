"""Tries what the program advises: „proszę wpisać „X”” has to work in the place where it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.screen import answer_sentences, password_sentences, sentences, step_sentences
from assistant.talk.actions import Anew, GetReady, Look, Today
from assistant.talk.effects import perform
from assistant.talk.session import Session
from assistant.talk.turn import turn
from assistant.talk.world import World

_ADVICE = re.compile(r"wpisać:?(?: najpierw)?(?: całe słowo)? ((?:„[^”]+”(?: albo |, | i )?)+)")
_PAGE = re.compile(r"[Pp]roszę wpisać: `?(\w[\w ]*?)`?[.;,]")
_QUOTED = re.compile(r"„([^”]+)”")
_WAITS = {"dalej", "nie"}
"""What is typed once something has changed elsewhere, and what refuses by itself."""
_FILLED = re.compile(r"\b(?:PLIK|FOLDER|NAZWA)\b")
REFUSALS = (
    "Tego nie wiem.",
    "Nie jestem pewien",
    sentences.NOTHING_ASKED,
    sentences.YES_IS_NO_ANSWER,
    sentences.NOT_CONFIRMED,
    sentences.NO_STEP,
    step_sentences.BEGINNING,
    answer_sentences.NO_LIST,
    password_sentences.NOT_A_QUESTION,
    sentences.NOTHING_TO_REPEAT,
    step_sentences.CANNOT_SKIP,
    sentences.NOTHING_TYPED,
)
_LOOKS = (GetReady, Look, Today, Anew)


def advised(said: Iterable[str]) -> Iterator[str]:
    """The words that these texts tell people to type."""
    text = " ".join(" ".join(said).split())
    for match in _ADVICE.finditer(text):
        yield from (word for word in _QUOTED.findall(match[1]) if word not in _WAITS and not _FILLED.search(word))
    yield from (match[1] for match in _PAGE.finditer(text))


def refused(session: Session, word: str, world: World) -> str:
    """What the program says against the word; "" where it does what it advised. Changes nothing on the disk."""
    outcome = turn(session, word, world.helpdesk)
    replies = list(outcome.replies)
    if isinstance(outcome.action, _LOOKS):
        replies += perform(outcome.session, outcome.action, world).replies
        if any(reply.text == step_sentences.SAME_FOLDER for reply in replies):
            return ""  # a disk that was taken away, by whoever plays
        if problem := next((reply.text for reply in replies if reply.kind == "problem"), ""):
            return problem
    if word != "nie rozumiem" and outcome.action is None and replies and replies[0].kind == "topic":
        return f"the page {replies[0].text}"
    return next((reply.text for reply in replies if reply.text.startswith(REFUSALS)), "")
