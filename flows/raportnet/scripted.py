"""What step 7 tells a script: that RaportNet may be standing still, as „stan” says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.base.errors import FlowError
from flows.engine.plan import Answers
from flows.folder import stopped
from flows.ports.computer import Clock


def warning(answers: Answers, now: Clock) -> Mapping[str, Any]:
    """None when nothing tells so."""
    folder = answers.get("folder")
    try:
        stands = stopped.stands(folder) if folder is not None else None
    except FlowError:
        stands = None  # a journal that cannot be read: the flow itself tells that
    return {"warning": stopped.warning(stands, now()) if stands is not None else None}
