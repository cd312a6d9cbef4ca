"""Step 2: keeps what is not personal in the form for the next application, when the user wants that."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import make_folder, replace_private
from flows.base.system_words import in_polish
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Progress, Result
from flows.engine.starts_anew import StartsAnew
from flows.folder import kept_form
from flows.ports.computer import Computer

_LABELS = {"identyfikator": "Identyfikator apteki", "podmiot": "Nazwa", "nip": "NIP", "regon": "REGON"}


@dataclass(frozen=True, slots=True)
class KeptAt(Details):
    """``mark``: what this run writes into the file, so that no other run's is taken away."""

    mark: str
    file: str


@dataclass(frozen=True, slots=True)
class KeepForm(StartsAnew):
    """Answers: ``folder`` and those of ``kept_form.NAMES`` that were given. The values stand in no journal."""

    name: str = "keep-form"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """What would be kept, and where; nothing to do when it already is."""
        path = computer.kept_form()
        before, values = _kept(path), _values(answers, path)
        replaced = ("Zastąpi to dane zachowane poprzednio.",) if before and before != values else ()
        return Plan(
            self.name,
            answers["folder"],
            "Mogę zachować te dane apteki na następny wniosek, żeby nie trzeba było ich szukać",
            (
                f"Trafią do pliku {path}, który tylko Państwo mogą odczytać.",
                "Następnym razem je zaproponuję; każdą będzie można zmienić.",
                "PESEL, numeru PWZ i adresu e-mail nie zachowuję.",
                *replaced,
            ),
            (),
            "Można cofnąć („cofnij”): usunę ten plik. „nie” niczego nie zapisuje.",
            KeptAt(uuid.uuid4().hex[:12], str(path)).to_json(),
            nothing_to_do=before == values,
            card=tuple((_LABELS[name], value) for name, value in values.items()),
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Writes the file, private to the user, in one piece."""
        path = computer.kept_form()
        make_folder(path.parent)
        replace_private(path, kept_form.as_text(_values(answers, path), KeptAt.of(plan).mark).encode())

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads the file back. Raises FlowError ``not-verified``."""
        path = computer.kept_form()
        if _kept(path) != _values(answers, path):
            raise not_verified(
                f"Plik {path} nie zawiera tych danych.",
                "Proszę wpisać „dalej”, aby spróbować jeszcze raz, albo „nie”.",
                page="operation-safety",
                causes=("inny program zmienił ten plik",),
            )
        return Result((path,), (f"Dane apteki na następny wniosek są w pliku {path}.",))

    def to_take_back(self, plan: Plan, computer: Computer) -> tuple[str, ...]:
        """The file, while it is still the one that this run wrote."""
        path = _file(plan)
        ours = path.name == kept_form.FILE_NAME and kept_form.read(path).get(kept_form.MARK) == KeptAt.of(plan).mark
        return (f"dane apteki na następny wniosek ({path}): usunięcie",) if ours else ()

    def take_back(self, plan: Plan, computer: Computer) -> None:
        """Deletes that file: whoever takes the consent back wants no copy of it."""
        if not self.to_take_back(plan, computer):
            return
        path = _file(plan)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FlowError(
                Problem(
                    "undo-failed",
                    f"Nie udało się usunąć pliku {path} ({in_polish(error)}).",
                    ("plik jest otwarty w innym programie",),
                    "Proszę zamknąć inne programy i wpisać „cofnij” jeszcze raz.",
                    page="operation-safety",
                )
            ) from error


def _file(plan: Plan) -> Path:
    """Where this run wrote: in practice that is another place."""
    return Path(KeptAt.of(plan).file)


def _kept(path: Path) -> dict[str, str]:
    kept = kept_form.read(path)
    return {name: kept[name] for name in kept_form.NAMES if name in kept}


def _values(answers: Answers, path: Path) -> dict[str, str]:
    """What was given now, and what is kept of the same pharmacy and was not asked about this time."""
    given = {name: str(answers[name].value) for name in kept_form.NAMES if name in answers}
    before = _kept(path)
    same = before.get("identyfikator") == given.get("identyfikator")
    return {**before, **given} if same else given
