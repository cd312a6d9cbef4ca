"""Questions about what is true here: „na którym kroku jestem?”, „ile dni mam na link?”, „jaka dziś data?”.

Pure. A line is such a question when it has a word of each group of a rule and none that the rule forbids, so that
order, inflection and a remark beside do not matter. What is asked in general („ile ważny jest certyfikat?”) has no
word that points here (mam, mój, już, jeszcze, a verb in the first person) and stays one for the knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reports.here import Topic
from assistant.talk.state_rules import RULES, of_step
from flows.base.polish import fold
from flows.engine.model import Flow

_ORDINALS = ("jedynk", "dwojk", "trojk", "czwork", "piatk", "szostk", "siodemk")
_LONGEST = 12  # words: more is a story, and the search reads those better


@dataclass(frozen=True, slots=True)
class StateQuestion:
    """What is asked, of ``step`` where it is about one; ``general``: else the knowledge base may answer it."""

    topic: Topic
    general: bool
    step: str = ""


def _says_number(folded: str, number: int) -> bool:
    """Whether it says „krok 4” or „czwórka”."""
    word = f"|{_ORDINALS[number - 1]}\\w*" if number <= len(_ORDINALS) else ""
    return re.search(rf"\b(?:krok\w* {number}{word})\b", folded) is not None


def step_named(text: str, flows: Mapping[str, Flow]) -> str:
    """The step that the line speaks of, "" where it names none."""
    folded = fold(text)
    numbered = (flow for flow in flows.values() if flow.number and _says_number(folded, flow.number))
    asked = ((flow, flow.called.asked) for flow in flows.values() if flow.called.asked)
    called = (flow for flow, words in asked if re.search(rf"\b(?:{words})\b", folded))
    return next((flow.name for flow in (*numbered, *called)), "")


def state_question(text: str, flows: Mapping[str, Flow]) -> StateQuestion | None:
    """What the line asks about this renewal, or None: then it is something else."""
    asked = fold(text).replace("?", " czy ")  # „p12 już zrobione?” asks, „p12 już zrobione” tells
    folded = " ".join(re.sub(r"[^a-z0-9]+", " ", asked).split())
    if not folded or folded.count(" ") >= _LONGEST:
        return None
    for rule in RULES:
        if rule.fits(folded):
            return StateQuestion(rule.topic, rule.general)
    named = (flow for flow in flows.values() if flow.called.asked and of_step(flow.called.asked).fits(folded))
    return next((StateQuestion("one step", general=False, step=flow.name) for flow in named), None)
