"""What the knowledge base found, weighed: an answer, pages to choose from, or that nobody here knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.talk.answer import Answer
from assistant.talk.decision import answered, decide
from assistant.talk.halves import halves
from assistant.talk.language import is_foreign
from assistant.talk.pasted import recognised, words_only

if TYPE_CHECKING:
    from collections.abc import Collection

    from kb.context import Context
    from kb.search import Library

KIND, KIND_INSTEAD = 0.5, 0.2  # so probable, a line is of a kind; and so, where no page clearly answers it …
KIND_OVER_PLAIN, PLAIN = 0.7, 0.95  # … and so, where a page is so probable
ASKING = frozenset({"why", "where", "looks"})  # are asked of the open question first, where they are so sure
FOREIGN_LANGUAGE = "obce języki"  # the group of kb/outside.toml whose sentence says that we speak Polish


def look_up(
    library: Library,
    text: str,
    context: Context | None,
    of_said: Collection[str],
    of_asked: Collection[str],
    *,
    here: bool,
) -> tuple[Answer, ...]:
    """As ``Helpdesk.look_up``."""
    possible = (*of_said, *of_asked)
    act, chance = library.acts.meant(text, possible) if possible else ("", 0.0)
    if act in of_asked and act not in of_said and (act not in ASKING or chance < KIND_OVER_PLAIN):
        act, chance = library.acts.meant(text, of_said) if of_said else ("", 0.0)
    topic, likely = library.here.meant(text) if here and " " in text else ("", 0.0)
    whole = _answer(library, text, context)
    plain = whole.kind == "answer" and whole.candidates[0].score >= PLAIN
    if max(chance, likely) >= (KIND_OVER_PLAIN if plain else KIND):
        return (_of_kind(text, act, chance, topic, likely),)
    if whole.kind == "clarify" and of_asked:
        act, chance = library.acts.meant(text, {*of_said, *of_asked})
    doubtful = whole.kind != "answer" and not (whole.unknown_words or whole.say)
    if doubtful and max(chance, likely) >= KIND_INSTEAD:
        return (_of_kind(text, act, chance, topic, likely),)
    parts = halves(text)
    if parts is None or not whole.candidates:
        return (whole,)
    both = tuple(_answer(library, part, context) for part in parts)
    clear = all(each.kind == "answer" for each in both) and len({(each.pages, each.answer) for each in both}) > 1
    return both if clear else (whole,)


def _answer(library: Library, text: str, context: Context | None) -> Answer:
    words = words_only(text)
    found = library.search(words) if context is None else library.search_after(words, context)
    known = recognised(text)
    if known is not None:
        return Answer("answer", known[:1], text, known[1], candidates=found.candidates)
    single = len(words.split()) == 1
    decision = decide(found, single=single, after=context is not None)
    group = FOREIGN_LANGUAGE if is_foreign(text) else decision.group
    return Answer(
        decision.kind,
        decision.pages,
        text,
        decision.answer,
        decision.bare,
        library.say(group) if group else "",
        found.unknown_words,
        found.candidates,
        decision.ours,
    )


def on_page(library: Library, slug: str, question: str) -> Answer:
    """As ``Helpdesk.on_page``."""
    decision = answered(slug, library.answers(slug, question))
    return Answer("answer", (slug,), question, decision.answer, decision.bare)


def _of_kind(text: str, act: str, chance: float, topic: str, likely: float) -> Answer:
    return Answer("act", (), text, about=act) if chance >= likely else Answer("here", (), text, about=topic)
