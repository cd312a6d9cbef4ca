"""The file of the form's public part: readable, exact, and harmless when somebody edits it."""

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.running import at, do

from flows.folder import kept_form
from flows.sow import identifiers
from flows.sow.checked import Checked
from flows.sow.keep_form import KeepForm

_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
_ANSWERS = {
    "identyfikator": Checked("1234567", None),
    "podmiot": Checked('Apteka "Pod \\ Żółwiem"', None),
    "pwz": Checked("01234565", None),
    "email": Checked("apteka@example.com", None),
    "pesel": Checked("44051401359", None),
}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(kept_form.NAMES), _TEXT), _TEXT)
def test_every_text_reads_back(tmp_path_factory: pytest.TempPathFactory, values: dict[str, str], mark: str) -> None:
    path = tmp_path_factory.mktemp("dane") / kept_form.FILE_NAME
    path.write_bytes(kept_form.as_text(values, mark).encode())
    assert kept_form.read(path) == {**values, kept_form.MARK: mark}


def test_personal_answers_are_not_kept_even_when_they_are_given(tmp_path: Path) -> None:
    path = tmp_path / "ustawienia" / kept_form.FILE_NAME
    do(KeepForm(), {"folder": tmp_path, **_ANSWERS}, at(kept_form=lambda: path))
    text = path.read_text("utf-8")
    assert "1234567" in text
    assert not any(value in text for value in ("01234565", "apteka@example.com", "44051401359"))
    assert not any(each.encode() in (tmp_path / "asystent-p1.jsonl").read_bytes() for each in ("1234567", "Żółwiem"))
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "text", ["", "to nie jest TOML", "identyfikator = 7", "identyfikator = 'abc'", "a = [" * 5_000, "x" * 70_000]
)
def test_a_file_edited_by_hand_proposes_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / kept_form.FILE_NAME
    assert kept_form.proposed("identyfikator", identifiers.pharmacy_id, path) == ""
    path.write_text(text)
    assert kept_form.proposed("identyfikator", identifiers.pharmacy_id, path) == ""
    path.write_text("\ufeffidentyfikator = '123 4567'", "utf-8")
    assert kept_form.proposed("identyfikator", identifiers.pharmacy_id, path) == "123 4567"


def test_a_journal_that_names_another_file_takes_nothing_away(tmp_path: Path) -> None:
    operation, computer = KeepForm(), at(kept_form=lambda: tmp_path / kept_form.FILE_NAME)
    plan = operation.plan({"folder": tmp_path, **_ANSWERS}, computer)
    other = tmp_path / "wazne.toml"
    other.write_text(f'zapis = "{plan.details["mark"]}"\n')
    forged = type(plan)(plan.operation, tmp_path, "", (), (), "", {**plan.details, "file": str(other)})
    assert operation.to_take_back(forged, computer) == ()
    operation.take_back(forged, computer)
    assert other.exists()
