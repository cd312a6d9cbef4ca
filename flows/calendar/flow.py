"""The calendar: a flow of its own, and an offer at the end of step 5."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.calendar.write_calendar import WriteCalendar
from flows.engine.about import Called
from flows.engine.folder_question import folder_question
from flows.engine.model import Do, Flow, Option
from flows.folder.readiness import takes_files

if TYPE_CHECKING:
    from flows.folder.deadlines import Deadline

NAME = "kalendarz"


def _deadlines(folder: Path, now: Callable[[], datetime]) -> tuple[Deadline, ...]:
    from flows.folder.due import deadlines  # start-up
    from flows.folder.seen import look

    return deadlines(look(folder, now)) if folder.is_dir() else ()


_WRITE = WriteCalendar(_deadlines)
OFFER = Do("zapis_terminow", _WRITE, uses=("folder",), offered=NAME)
OFFER_OPTION = Option(NAME, "--kalendarz", default=False, parse=bool, help="zapisuje też terminy do kalendarza")

FLOW = Flow(
    NAME,
    0,
    "Terminy w kalendarzu",
    "link-validity",
    items=(
        folder_question(
            "W którym folderze jest odnowienie, którego terminy zapisać?",
            "To folder z plikami certyfikatów; w nim zapiszę plik kalendarza.",
        ),
        Do(NAME, _WRITE, uses=("folder",)),
    ),
    ready=takes_files,
    called=Called(
        ("do kalendarza", "terminy w kalendarzu", "zapisz w kalendarzu"),
        r"(?:plik\w* )?(?:do )?kalendarz\w*|terminy w kalendarzu|przypomnien\w+ w kalendarzu",
    ),
)
