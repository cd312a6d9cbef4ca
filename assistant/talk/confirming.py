"""What confirms, and what people type for a yes and confirms nothing."""

from __future__ import annotations

import re

from assistant.talk.reading import PUNCTUATION, QUOTES, is_question, words

_ALMOST_YES = frozenset(
    [
        "tak",
        "t",
        "ta",
        "no",
        "no tak",
        "tka",
        "atk",
        "taak",
        "tsk",
        "y",
        "yes",
        "ok",
        "okej",
        "okay",
        "dobrze",
        "dobra",
        "zgoda",
        "potwierdzam",
        "jasne",
        "pewnie",
        "oczywiscie",
        "dawaj",
        "rob",
        "zrob to",
        "wykonaj",
        "prosze bardzo",
        "prosze",
        "zgadzam sie",
        "moze byc",
    ]
)
_PERHAPS = re.compile(r"(?:no |to )?(?:chyba|raczej|moze|byc moze|mysle ze|wydaje mi sie ze)(?: tak)?")
_FILLER = re.compile(r"^(?:(?:no|to|ok|dobra|dobrze|niech|wiec|a) )+")  # „no dobra”, „ok dawaj”


def is_yes(line: str) -> bool:
    """Only „tak” typed in full, also in quotation marks; „tak, ale…”, „tak…”, „T A K” and „tąk” are none."""
    return line.translate(QUOTES).strip(" .!,").casefold() == "tak"


def is_almost_yes(line: str) -> bool:
    """What people type for a yes („ok”, „t”, „tak, ale…”, „tak?”) and what here confirms nothing."""
    folded = " ".join(re.sub(r"[,.;!]+", " ", words(line).strip(PUNCTUATION + "?")).split())
    core = _FILLER.sub("", folded)
    return (
        not {folded, core}.isdisjoint(_ALMOST_YES)
        or bool(_PERHAPS.fullmatch(folded))
        or (folded.startswith("tak") and not is_question(line))
    )
