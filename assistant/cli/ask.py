"""The command ``zapytaj``: questions in, one reply each, as text or as JSON lines; nothing is changed by it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Any, TextIO

from assistant.screen import sentences
from assistant.screen.render import plain
from assistant.talk.decision import CHOICES, decide
from assistant.talk.reading import flow_words, read_command, read_flow
from assistant.talk.small_talk import small_talk
from flows.catalogue import EVERY
from kb.search import Found, Library

LONGEST = 4_000  # characters of a question that are searched; the rest is left unread
IN_CONVERSATION = "To jest polecenie w rozmowie. Proszę uruchomić program bez „zapytaj” i wpisać je tam."
UNSURE = "Nie jestem pewien, o co chodzi. Proszę zapytać dokładniej, może o jedną z tych spraw:"
_WHERE_AM_I = frozenset({"next", "look"})  # commands that are questions too: the page on what to do now answers them


class Desk:
    """Answers questions one by one; the knowledge base is opened with the first."""

    def __init__(self) -> None:
        self._library = Library.open()

    def reply(self, question: str) -> dict[str, Any]:
        """One reply in the shape of ``zapytaj --json``; candidates are always the best three."""
        text = clean(question)
        found = self._library.search(text)
        kind, pages, words = self._move(text, found)
        page = self._library.page(pages[0]) if kind == "answer" else None
        return {
            "question": question[:LONGEST],
            "kind": kind,
            "page": page.slug if page else None,
            "candidates": [{"page": c.page, "score": round(c.score, 4)} for c in found.candidates[:CHOICES]],
            "flow": page.flow if page else None,
            "text": plain(page.body) if page else words,
        }

    def _move(self, text: str, found: Found) -> tuple[str, tuple[str, ...], str]:
        """Kind, pages and the text of a reply that is no page."""
        command = read_command(text)
        if command is not None and command.name in _WHERE_AM_I:
            return "answer", ("what-next",), ""
        if command is not None or read_flow(text, flow_words(EVERY)):
            return "command", (), sentences.HELP if command and command.name == "help" else IN_CONVERSATION
        chat = small_talk(text)
        if chat is not None:
            return "command", (), chat
        if not text:
            return "unknown", (), sentences.NOTHING_TYPED
        decision = decide(found)
        titles = [self._library.title(slug) for slug in decision.pages]
        if decision.kind == "clarify":
            return "clarify", decision.pages, "\n".join([UNSURE, *(f"- {title}" for title in titles)])
        return decision.kind, decision.pages, sentences.unknown(found.unknown_words[:CHOICES], titles)


def clean(question: str) -> str:
    """The question without control characters, cut to what is searched."""
    signs = (" " if unicodedata.category(sign) == "Cc" else sign for sign in question[:LONGEST])
    return " ".join("".join(signs).split())


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
