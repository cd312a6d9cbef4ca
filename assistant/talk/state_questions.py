"""Questions about what is true here: „na którym kroku jestem?”, „ile dni mam na link?”, „jaka dziś data?”.

Pure. A line is such a question when it has a word of each group of a rule and none that the rule forbids, so that
order, inflection and a remark beside do not matter. What is asked in general („ile ważny jest certyfikat?”) has no
word that points here (mam, mój, już, jeszcze, a verb in the first person) and stays one for the knowledge base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reports.here import Topic
from flows.base.polish import fold

_LONGEST = 12  # words: more is a story, and the search reads those better


@dataclass(frozen=True, slots=True)
class StateQuestion:
    """What is asked; ``general``: where nothing here answers it, the knowledge base is asked."""

    topic: Topic
    general: bool


def state_question(text: str) -> StateQuestion | None:
    """What the line asks about this renewal, or None: then it is something else."""
    asked = fold(text).replace("?", " czy ")  # „p12 już zrobione?” asks, „p12 już zrobione” tells
    folded = " ".join(re.sub(r"[^a-z0-9]+", " ", asked).split())
    if not folded or folded.count(" ") >= _LONGEST:
        return None
    from assistant.talk.state_rules import RULES  # start-up: compiling them takes its time

    for rule in RULES:
        if all(group.search(folded) for group in rule.needs) and rule.never.search(folded) is None:
            return StateQuestion(rule.topic, rule.general)
    return None
