"""The command ``zapytaj``: questions in, one reply each, as text or as JSON lines; nothing is changed by it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TextIO

from assistant.screen import answer_sentences, password_sentences, sentences
from assistant.screen.hidden import looks_private
from assistant.screen.render import plain
from assistant.talk.answer import Answer
from assistant.talk.callers import as_the_caller_asks
from assistant.talk.decision import CHOICES
from assistant.talk.helpdesk import MAX_QUESTION_CHARACTERS, Helpdesk
from assistant.talk.line import Line, read_line
from assistant.talk.named_files import files_to_check
from assistant.talk.orders import Order, read_order
from assistant.talk.page_words import words_of
from assistant.talk.reading import meant_instead, read_number
from assistant.talk.small_talk import small_talk
from assistant.talk.wishes import wish
from flows.catalogue import EVERY, FLOWS
from kb.page import Page, first_sentence

IN_CONVERSATION = "To jest polecenie w rozmowie. Proszę uruchomić program bez „zapytaj” i wpisać je tam."
UNSURE = "Nie jestem pewien, o co chodzi. Proszę zapytać dokładniej, może o jedną z tych spraw:"
_WHERE_AM_I = frozenset({"next", "look"})  # commands that are questions too: the page on what to do now answers them


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is replied; ``page`` where it is an answer, ``answer`` its id."""

    kind: str
    text: str
    page: Page | None = None
    answer: str = ""


class Desk:
    """Answers questions one by one; the knowledge base is opened with the first."""

    def __init__(self) -> None:
        self._helpdesk = Helpdesk("")

    def reply(self, question: str) -> dict[str, Any]:
        """One reply in the shape of ``zapytaj --json``; candidates are always the best three.

        A line that holds two questions gets both answers as text; the rest of the object is about the first.
        """
        text = question[:MAX_QUESTION_CHARACTERS]
        line = read_line(text, EVERY, private=looks_private, order=_order)
        found = self._helpdesk.look_up(text if line.kind == "lines" else meant_instead(as_the_caller_asks(line.text)))
        if line.command is not None and line.command.name in _WHERE_AM_I:
            found = (replace(found[0], kind="answer", pages=("what-next",), answer=""),)
        said = _without_search(line)
        answers = (said,) if said is not None else tuple(map(self._answer, found))
        first = answers[0]
        understood = [sentences.understood(line.text)] if line.guessed else []
        return {
            "question": text,
            "kind": first.kind,
            "page": first.page.slug if first.page else None,
            "answer": first.answer or None,
            "candidates": [{"page": c.page, "score": round(c.score, 4)} for c in found[0].candidates[:CHOICES]],
            "flow": first.page.flow if first.page else None,
            "first": first_sentence(first.text),
            "text": "\n\n".join([*understood, *(each.text for each in answers)]),
        }

    def _answer(self, found: Answer) -> _Reply:
        if found.kind == "answer":
            page = self._helpdesk.page(found.pages[0])
            said = plain(words_of(page, found.answer, found.question, bare=found.bare))
            return _Reply("answer", said, page, found.answer) if page.known else _Reply("unknown", said)
        titles = [self._helpdesk.title(slug) for slug in found.pages]
        if found.kind == "clarify":
            return _Reply("clarify", "\n".join([UNSURE, *(f"- {title}" for title in titles)]))
        if found.ours:
            return _Reply("unknown", answer_sentences.REPHRASE)
        return _Reply("unknown", answer_sentences.unknown(found.unknown_words[:CHOICES], titles, found.say))


def _order(text: str) -> Order | None:
    return read_order(text, EVERY)


def _without_search(line: Line) -> _Reply | None:
    """The reply to a line that the conversation would not look up; else None."""
    match line.kind:
        case "letter":
            return _Reply("command", sentences.LETTER_LATER)
        case "pesel" | "password":
            return _Reply("unknown", password_sentences.PRIVATE[line.kind])
        case "alphabet":
            return _Reply("unknown", sentences.OTHER_KEYBOARD)
        case "lines":
            return None
    text, command = line.text, line.command
    if not text:
        return _Reply("unknown", sentences.NOTHING_TYPED)
    if command is not None and command.name in _WHERE_AM_I:
        return None
    if command is not None or line.step is not None or files_to_check(text):
        return _Reply("command", _help() if command and command.name == "help" else IN_CONVERSATION)
    if wish(text) is not None:
        return _Reply("command", answer_sentences.NOTHING_SAID)
    if text.isdecimal() and read_number(text):
        return _Reply("command", answer_sentences.NO_LIST)
    chat = small_talk(text)
    return _Reply("command", chat) if chat is not None else None


def _help() -> str:
    return sentences.help_words(FLOWS)


def answer_questions(questions: Iterable[str], *, as_json: bool, out: TextIO) -> int:
    """Answer each question; status 0. Replies as text are parted by an empty line, as JSON they are one a line."""
    desk = Desk()
    for number, question in enumerate(questions):
        reply = desk.reply(question)
        if as_json:
            print(json.dumps(reply, ensure_ascii=False), file=out)
        else:
            print("\n" if number else "", reply["text"], sep="", file=out)
    return 0
