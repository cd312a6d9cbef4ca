"""The steps that are none of this pharmacy's, as the conversation keeps them; and „jednak mamy RaportNet”."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.talk.session import Session
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.journal import entries_of
from flows.folder import history
from flows.folder.passed_over import foreign

_AGAIN = regex(r"\b(?:jednak|dotyczy|mamy|mam|jest|uzywamy|uzywam)\b")
_BESIDE = regex(
    r"(?:\b(?:jednak|dotyczy|mamy|mam|jest|uzywamy|uzywam|a|no|ale|to|przepraszam|pomylka|pomylilam|pomylilem|sie|nas|"
    r"naszej|apteki|apteke|w|aptece|u|tez|my|ten|tego|program|programu|okazalo|ze|przeciez|tak)\b ?)*"
)


def with_foreign(session: Session) -> Session:
    """The session as the journal of its folder has it. Raises FlowError of a journal that cannot be read."""
    folder = session.folder
    entries = history.this_renewal(entries_of(folder)) if folder is not None and folder.is_dir() else ()
    return replace(session, foreign=foreign(entries))


def ours_again(session: Session, text: str) -> str | None:
    """The step that the line says is this pharmacy's after all; None when it says nothing of the kind."""
    folded = bare_words(text)
    if text.rstrip().endswith("?") or not _AGAIN.search(folded):
        return None
    for name in session.foreign & session.flows.keys():
        flow = session.flows[name]
        named = rf"\b(?:{flow.called.asked or re.escape(name)}|krok\w* {flow.number})(?: |$)"
        rest, found = re.subn(named, "", folded)
        if found and _BESIDE.fullmatch(rest):
            return name
    return None
