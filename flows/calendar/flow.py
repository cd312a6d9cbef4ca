"""The calendar: a flow of its own, and an offer at the end of step 5."""

from __future__ import annotations

from flows.base.door import later
from flows.engine.about import Called
from flows.engine.folder_question import folder_question
from flows.engine.model import Do, Flow, Option

NAME = "kalendarz"


_WRITE = later("flows.calendar.write_calendar:WriteCalendar")
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
        Do(NAME, _WRITE, uses=("folder",), did="zapisano plik kalendarza"),
    ),
    ready=later("flows.folder.readiness:takes_files"),
    called=Called(
        ("do kalendarza", "terminy w kalendarzu", "zapisz w kalendarzu"),
        r"(?:plik\w* )?(?:do )?kalendarz\w*|terminy w kalendarzu|przypomnien\w+ w kalendarzu",
    ),
)
