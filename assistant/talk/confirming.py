"""What confirms, and what people type for a yes and confirms nothing."""

from __future__ import annotations

import re

from assistant.talk.reading import PUNCTUATION, QUOTES, is_question, words
from flows.base.patterns import regex

_ALMOST_YES = frozenset(["t", "ta", "tka", "atk", "taak", "tsk", "y", "yes", "prosze bardzo", "zrob to"])
_AGREE = (
    "tak no ok okej okay okey oki dobra dobrze zgoda zgadzam potwierdzam akceptuje zatwierdzam jasne pewnie "
    "oczywiscie dawaj dawajmy rob robmy robimy zrob zrobmy wykonaj wykonuj prosze sie moze byc niech bedzie jedziemy "
    "jedz lecimy lec dzialaj dzialamy dzialajmy smialo do dziela git spoko super swietnie w porzadku wporzadku to juz "
    "wiec a ruszamy ruszaj"
)
_ASSENT = frozenset(_AGREE.split())
"""A line of nothing but these is how people agree („no dobra robimy”)."""
_HALF = frozenset(["a", "w", "do", "sie", "to", "juz", "wiec", "byc"])
"""No yes by themselves."""
_PERHAPS = regex(r"(?:no |to )?(?:chyba|raczej|moze|byc moze|mysle ze|wydaje mi sie ze)(?: tak)?")
_MOST_WORDS = 6
_FILLER = regex(r"^(?:(?:no|to|ok|dobra|dobrze|niech|wiec|a) )+")  # „no dobra”, „ok dawaj”


def is_yes(line: str) -> bool:
    """Only „tak” typed in full, also in quotation marks; „tak, ale…”, „tak…”, „T A K” and „tąk” are none."""
    return line.translate(QUOTES).strip(" .!,").casefold() == "tak"


def is_almost_yes(line: str) -> bool:
    """What people type for a yes („ok”, „t”, „tak, ale…”, „tak?”) and what here confirms nothing."""
    folded = " ".join(re.sub(r"[,.;!]+", " ", words(line).strip(PUNCTUATION + "?")).split())
    core = _FILLER.sub("", folded)
    return (
        not {folded, core}.isdisjoint(_ALMOST_YES)
        or _is_assent(folded.split())
        or bool(_PERHAPS.fullmatch(folded))
        or (folded.startswith("tak") and not is_question(line))
    )


def _is_assent(spoken: list[str]) -> bool:
    return 0 < len(spoken) <= _MOST_WORDS and _ASSENT.issuperset(spoken) and not _HALF.issuperset(spoken)
