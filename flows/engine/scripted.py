"""What a flow tells a script (``krok``) beside what every flow does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.engine.plan import Answers
from flows.ports.computer import Clock


def _nothing(_facts: Mapping[str, Any]) -> tuple[str, ...]:
    return ()


def _needs_all(_answers: Answers, _now: Clock) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Scripted:
    """``facts``: the flow's own keys of the JSON, known from its answers, whatever came of the work.

    ``lines`` are the same for whoever reads without ``--json``. ``aloud`` is told where no folder was given and nothing
    can be written down; () where the folder is missed then. ``waits``: somebody else has to act after all was done.
    ``agreed`` is asked where a plan has a ``doubt``: it raises FlowError unless the answers name that.
    """

    facts: Callable[[Answers, Clock], Mapping[str, Any]]
    lines: Callable[[Mapping[str, Any]], tuple[str, ...]] = _nothing
    aloud: Callable[[Answers, Clock], tuple[str, ...]] = _needs_all
    waits: Callable[[Answers], bool] = lambda _answers: False
    agreed: Callable[[Answers], None] = lambda _answers: None
