"""The question every step begins with: in which folder."""

from __future__ import annotations

from collections.abc import Callable

from flows.engine.answers import find_folder, must_exist, work_folder
from flows.engine.model import Ask, OnDay


def folder_question(
    question: str, hint: str, *, proposed: OnDay | None = None, because: Callable[[], str] = str
) -> Ask:
    """The folder has to be there; with one ``proposed``, ``because`` of what it says, the step makes it."""
    return Ask(
        "folder",
        question,
        parse=work_folder,
        check=None if proposed else must_exist,
        flag="--folder",
        is_path="folder",
        hint=hint,
        default=proposed,
        because=because,
        words=("folder", "katalog", "miejsce"),
        find=find_folder,
    )
