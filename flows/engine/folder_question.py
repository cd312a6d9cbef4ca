"""The question every step begins with: in which folder."""

from __future__ import annotations

from flows.engine.answers import find_folder, must_exist, work_folder
from flows.engine.model import Ask, OnDay


def folder_question(question: str, hint: str, *, proposed: OnDay | None = None) -> Ask:
    """The folder has to be there; with one ``proposed``, the step makes it."""
    return Ask(
        "folder",
        question,
        parse=work_folder,
        check=None if proposed else must_exist,
        flag="--folder",
        is_path="folder",
        hint=hint,
        default=proposed,
        words=("folder", "katalog", "miejsce"),
        find=find_folder,
    )
