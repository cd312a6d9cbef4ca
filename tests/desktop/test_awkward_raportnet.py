"""Step 7 with a RaportNet on paper that misleads: nothing is called done, or running, that was not seen to be."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.authority import PASSWORD
from support.raportnet import NEW, OLD, Counter
from support.refusal import refused

from flows.base.errors import Cancelled, FlowError, Problem
from flows.desktop.paper import MAIN, Behaviour
from flows.desktop.practice import PaperDesktop
from flows.desktop.profile import PRACTICE
from flows.folder import stopped
from flows.ports.computer import Standpoint
from flows.ports.desktop import Control, Process, Window

State = dict[str, Any]


def on(counter: Counter, kind: type[PaperDesktop]) -> Counter:
    counter.desktop = kind(counter.root / "raportnet.json", counter.seconds)
    return counter


def with_words(root: Path, *words: str) -> Path:
    """The practice profile with texts that show only while it works."""
    path = root / "profil.toml"
    listed = ", ".join(f'"{word}"' for word in words)
    path.write_text(PRACTICE.read_text("utf-8").replace("pracuje = []", f"pracuje = [{listed}]"), "utf-8")
    return path


class GreyAfterOk(PaperDesktop):
    """START cannot be pressed for half a second after the configuration was saved."""

    until = 0.0

    def press(self, control: Control) -> None:
        super().press(control)
        if control.text == "OK":
            self.until = self._clock() + 0.5

    def controls(self, window: Window) -> tuple[Control, ...]:
        grey = self._clock() < self.until
        shown = super().controls(window)
        return tuple(replace(each, enabled=each.enabled and not (grey and each.text == "START")) for each in shown)


def test_a_start_that_is_grey_for_a_while_is_waited_for(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path), GreyAfterOk)
    assert counter.perform().seen
    assert counter.state["running"]
    assert counter.log.count("press START") == 1


@pytest.mark.parametrize("words", [(), ("Pracuje",)])
def test_without_a_start_to_press_it_is_never_said_to_run(tmp_path: Path, words: tuple[str, ...]) -> None:
    profile = with_words(tmp_path, *words)
    counter = Counter(tmp_path, Behaviour(labels={"start": "Uruchom"}), profile=profile)
    with pytest.raises(FlowError):
        counter.perform()
    assert counter.stands
    assert "UWAGA" in counter.said[-1]
    assert not any("nacisnąłem" in said for said in counter.said)


class FallsBack(PaperDesktop):
    """Works for two seconds after START, then stands again with a message."""

    due: float | None = None

    def windows(self) -> tuple[Window, ...]:
        if self.due is not None and self._clock() >= self.due:
            self.due = None
            with self._change() as state:
                state["running"] = False
                self._box(state, "Błąd certyfikatu.")
        return super().windows()

    def _press_main(self, state: State, label: str) -> None:
        super()._press_main(state, label)
        if label == "START":
            self.due = self._clock() + 2


def test_a_start_that_falls_back_is_none(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path), FallsBack)
    with refused("raportnet-not-running", ask="sposob"):
        counter.perform()
    assert counter.stands
    assert "UWAGA" in counter.said[-1]


class Talks(PaperDesktop):
    """Says something once it was started, and works."""

    def _press_main(self, state: State, label: str) -> None:
        super()._press_main(state, label)
        if label == "START":
            self._box(state, "Wysyłanie raportów włączone.")


def test_what_it_says_at_start_is_read_and_told(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path), Talks)
    result = counter.perform()
    assert result.seen
    assert "Wysyłanie raportów włączone" in result.lines[1]
    assert not counter.state["dialogs"]
    assert not counter.stands


class Vanishing(PaperDesktop):
    """The folder with the files and the journal goes away in the middle: a stick was pulled out."""

    def press(self, control: Control) -> None:
        super().press(control)
        if control.text == "Konfiguracja":
            shutil.rmtree(self._file.parent / "certyfikaty")


def test_without_its_folder_it_is_started_again_all_the_same(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path), Vanishing)
    with pytest.raises(FlowError):
        counter.perform()
    assert counter.state["running"]
    assert "nie udało się tego zapisać" in counter.said[-1].lower()


class Impatient(PaperDesktop):
    """The user presses Ctrl-C at the first so many presses of these."""

    left = 2

    def press(self, control: Control) -> None:
        if control.text in {"Konfiguracja", "START"} and self.left:
            self.left -= 1
            raise KeyboardInterrupt
        super().press(control)


@pytest.mark.parametrize("times", [2, 3, 9])
def test_ctrl_c_again_while_it_is_started_again(tmp_path: Path, times: int) -> None:
    counter = on(Counter(tmp_path), Impatient)
    counter.desktop.left = times  # type: ignore[attr-defined]
    with pytest.raises(Cancelled):
        counter.perform()
    if times < 4:
        assert counter.state["running"]
        assert not counter.stands
    else:
        assert "UWAGA" in counter.said[-1]
        assert counter.stands


class NeverGrey(PaperDesktop):
    """START can always be pressed."""

    def controls(self, window: Window) -> tuple[Control, ...]:
        return tuple(replace(each, enabled=True) if each.text == "START" else each for each in super().controls(window))


def test_the_words_of_the_profile_count_before_start(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path, profile=with_words(tmp_path, "Pracuje")), NeverGrey)
    plan = counter.prepare()
    assert "RaportNet już stoi." not in plan.lines
    assert counter.perform(plan).seen
    assert counter.state["running"]


class Owned(PaperDesktop):
    """As VB6 and Delphi do it: the main window belongs to one that does not show."""

    def windows(self) -> tuple[Window, ...]:
        return tuple(replace(each, owner=777) if each.handle == MAIN else each for each in super().windows())


def test_a_main_window_with_a_hidden_owner_is_found(tmp_path: Path) -> None:
    assert on(Counter(tmp_path), Owned).perform().seen


class Stranger(PaperDesktop):
    """Another program with a like title and a START of its own; RaportNet is not there."""

    pressed: tuple[str, ...] = ()

    def windows(self) -> tuple[Window, ...]:
        process = Process(99, Path("/inny/plan.exe"), None)
        return (Window(900, "Plan RaportNet (na niby)", process, None, enabled=True),)

    def controls(self, window: Window) -> tuple[Control, ...]:
        return (Control(90001, "button", "START", True),)

    def press(self, control: Control) -> None:
        self.pressed += (control.text,)


@pytest.mark.parametrize("program", [None, "raportnet.exe"])
def test_nothing_is_pressed_in_another_program(tmp_path: Path, program: str | None) -> None:
    counter = on(Counter(tmp_path), Stranger)
    counter.program = tmp_path / program if program else None
    with pytest.raises(FlowError):
        counter.perform()
    assert counter.desktop.pressed == ()  # type: ignore[attr-defined]


class StopDoesNothing(PaperDesktop):
    """STOP is pressed in vain."""

    def press(self, control: Control) -> None:
        if control.text != "STOP":
            super().press(control)


def test_a_start_that_was_not_pressed_is_not_told_of(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path), StopDoesNothing)
    with refused("raportnet-no-effect", ask="sposob"):
        counter.perform()
    assert "press START" not in counter.log
    assert counter.said[-1] == "RaportNet znów działa: widzę, że pracuje."
    assert not counter.stands


def test_a_full_disk_at_the_end_is_no_doubt_about_what_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter(tmp_path)
    plan, note = counter.prepare(), stopped.note

    def failing(event: str, folder: Path, here: Standpoint) -> None:
        if event == stopped.RUNNING:
            raise FlowError(Problem("journal-not-written", "Dysk jest pełny."))
        note(event, folder, here)

    monkeypatch.setattr(stopped, "note", failing)
    with pytest.raises(FlowError, match="journal-not-written"):
        counter.perform(plan)
    assert counter.said[-1].startswith("RaportNet znów działa")
    assert counter.state["until"] == NEW


def test_another_name_over_the_right_date_is_not_called_verified(tmp_path: Path) -> None:
    counter = Counter(tmp_path, until=NEW, name="Apteka Inna WSS 7")
    result = counter.perform()
    assert not result.seen
    assert any("Apteka pod Żółwiem WSS 0" in line for line in result.lines)
    assert counter.events()[-1] == "done"


class Repeats(PaperDesktop):
    """What was typed into it stands in its titles, and in the name."""

    def _box(self, state: State, text: str, buttons: Any = ("OK",)) -> None:
        self._open(
            state, "message", f"RaportNet - nie udało się z hasłem {self._password}", text=text, buttons=["Tak", "Nie"]
        )


class Keeps(PaperDesktop):
    """The name of the certificate ends with the password."""

    def _install(self, state: State, dialog: State) -> None:
        super()._install(state, dialog)
        dialog["name"] += f" ({self._password})"


def test_a_password_in_a_title_or_a_field_is_masked_before_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FlowError) as error:
        on(Counter(tmp_path / "a"), Repeats).perform()
    assert PASSWORD.reveal()[:10] not in error.value.problem.what
    assert "•••" in error.value.problem.what
    (tmp_path / "b").mkdir()
    result = on(Counter(tmp_path / "b"), Keeps).perform()
    assert result.seen
    assert "•••" in result.lines[0]
    assert PASSWORD.reveal() not in str(result)


def test_the_program_is_known_however_its_path_is_spelt(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Behaviour(labels={"tytul": "Raporty"}))
    (tmp_path / "raportnet.exe").touch()
    counter.program = counter.folder / ".." / "raportnet.exe"
    assert "Raporty" in counter.prepare().lines[0]


class Reverts(PaperDesktop):
    """OK does not save."""

    def press(self, control: Control) -> None:
        with self._change() as state:
            if state["dialogs"] and state["dialogs"][-1]["kind"] == "settings" and control.text == "OK":
                state["dialogs"][-1]["until"] = OLD
        super().press(control)


def test_nothing_installed_is_not_called_an_installation_that_failed(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path, until=NEW), Reverts)
    with refused("raportnet-not-kept", ask="sposob") as problems:
        counter.perform()
    assert "Instaluj" not in problems[0].what
    assert counter.state["running"]


class GreyUnderDialogs(PaperDesktop):
    """START looks as if it could not be pressed, like the rest of the window under an open dialog."""

    def controls(self, window: Window) -> tuple[Control, ...]:
        busy = bool(self.state["dialogs"])
        shown = super().controls(window)
        return tuple(replace(each, enabled=each.enabled and not (busy and each.text == "START")) for each in shown)


def test_a_box_that_only_a_person_can_answer_hides_no_stop(tmp_path: Path) -> None:
    counter = on(Counter(tmp_path, Behaviour(box_at="tab", buttons=("Tak", "Nie"))), GreyUnderDialogs)
    with refused("raportnet-looks-different", ask="sposob"):
        counter.perform()
    assert counter.stands
    assert "UWAGA" in counter.said[-1]
