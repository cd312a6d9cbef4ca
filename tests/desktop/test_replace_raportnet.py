"""Step 7 through the window, with RaportNet on paper: verified or safely by hand, and running again in every case."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from support.authority import PASSWORD
from support.child import run_script
from support.matrix import few_of
from support.raportnet import NEW, OLD, Counter
from support.refusal import refused

from flows.base.errors import Cancelled
from flows.desktop.paper import Behaviour
from flows.desktop.practice import PaperDesktop
from flows.desktop.profile import SHIPPED
from flows.engine.plan import Plan
from flows.ports.desktop import Control, Process, Window

POINTS = ("stop", "configure", "tab", "install", "ok", "start")


def test_an_old_date_is_replaced_and_read_back(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    result = counter.perform()
    assert result.seen
    assert NEW in result.lines[0]
    assert counter.state["until"] == NEW
    assert counter.state["running"]
    assert not counter.state["dialogs"]
    assert counter.events() == ["started", "stopped", "running", "verified"]
    assert counter.log.count("press START") == 1


def test_the_right_date_is_left_alone(tmp_path: Path) -> None:
    counter = Counter(tmp_path, until=NEW, name="Apteka pod Żółwiem WSS 0")
    assert counter.perform().seen
    assert "press Instaluj certyfikat" not in counter.log
    assert "write password" not in counter.log
    assert counter.state["running"]


def test_an_empty_field_is_waited_for_and_then_filled(tmp_path: Path) -> None:
    counter = Counter(tmp_path, until="")
    assert counter.perform().seen
    assert counter.state["until"] == NEW


def test_the_plan_names_every_press_and_presses_nothing(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    before = counter.state
    plan = counter.prepare()
    said = "\n".join((plan.summary, *plan.lines, plan.undo))
    labels = ("STOP", "Konfiguracja", "CSIOZ", "Ważny do", "Lokalizacja", "Hasło", "Instaluj certyfikat", "OK", "START")
    assert all(f"„{label}" in said for label in labels)
    assert f"Jeśli jest tam już {NEW}, niczego nie zmieniam" in said
    assert "Nie da się cofnąć" in plan.undo
    assert "tak samo" in plan.undo
    assert counter.state == before
    assert counter.events() == []


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (Behaviour(refuses=True), "raportnet-refused"),
        (Behaviour(idle=True), "raportnet-refused"),
        (Behaviour(login=True), "raportnet-asks-login"),
        *((Behaviour(box_at=point), "raportnet-looks-different") for point in ("stop", "configure")),
        (Behaviour(box_at="configure", buttons=("Tak", "Nie")), "raportnet-looks-different"),
        (Behaviour(labels={"zakladka": "Certyfikaty"}), "raportnet-looks-different"),
        (Behaviour(labels={"wazny_do": "Koniec:"}), "raportnet-label-missing"),
        (Behaviour(labels={"lokalizacja": "Plik"}), "raportnet-label-missing"),
        (Behaviour(labels={"haslo": "Klucz"}), "raportnet-label-missing"),
        (Behaviour(labels={"instaluj": "Dodaj"}), "raportnet-label-missing"),
        *((Behaviour(hangs_at=point, hangs=40), "raportnet-hangs") for point in POINTS[:3]),
    ],
)
def test_in_the_way_it_stops_says_so_and_starts_again(tmp_path: Path, behaviour: Behaviour, code: str) -> None:
    counter = Counter(tmp_path, behaviour)
    plan = counter.prepare()
    with refused(code, ask="sposob") as problems:
        counter.perform(plan)
    assert "ręcznie" in problems[0].next
    assert counter.state["until"] == OLD
    if "Tak" in behaviour.buttons:  # nobody but a person can answer that: said, and remembered
        assert counter.stands
        assert "UWAGA" in counter.said[-1]
        return
    if behaviour.hangs_at:
        counter.seconds.sleep(60)
        if counter.stands:
            counter.operation.settle(plan, counter.answers, counter.computer, counter.said.append)
    assert counter.state["running"]
    assert not counter.stands
    assert not counter.state["dialogs"]
    assert counter.said[-1].startswith("RaportNet znów działa")


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour(slow=1.5),
        Behaviour(saved=True),
        Behaviour(box_at="install"),
        *(Behaviour(hangs_at=point, hangs=3) for point in POINTS),
    ],
)
def test_slow_or_talkative_it_is_waited_for(tmp_path: Path, behaviour: Behaviour) -> None:
    counter = Counter(tmp_path, behaviour)
    assert counter.perform().seen
    assert counter.state["until"] == NEW
    assert counter.state["running"]
    assert not counter.state["dialogs"]


def test_start_without_effect_is_not_called_done(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Behaviour(stubborn=True))
    with refused("raportnet-not-running", ask="sposob"):
        counter.perform()
    assert counter.stands
    assert "„START”" in counter.said[-1]


def test_hanging_for_ever_ends_in_time_and_is_remembered(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Behaviour(hangs_at="stop"))
    began = counter.seconds.moment
    with refused("raportnet-hangs", ask="sposob"):
        counter.perform()
    assert counter.seconds.moment - began < 60
    assert counter.stands


def test_a_later_certificate_is_kept(tmp_path: Path) -> None:
    counter = Counter(tmp_path, until="01.01.2040")
    with refused("raportnet-newer", ask="sposob"):
        counter.perform()
    assert counter.state["until"] == "01.01.2040"
    assert counter.state["running"]


@pytest.mark.parametrize("shown", ["bezterminowo", "20.11.2026 – 21.11.2027"])
def test_what_is_no_date_is_left_alone(tmp_path: Path, shown: str) -> None:
    counter = Counter(tmp_path, until=shown)
    with refused("raportnet-date-unreadable", ask="sposob"):
        counter.perform()
    assert "write password" not in counter.log
    assert counter.state["running"]


def test_nothing_there_asks_for_the_program(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    (tmp_path / "raportnet.json").unlink()
    with refused("raportnet-not-found", ask="program") as problems:
        counter.prepare()
    assert "ręcznie" in problems[0].next
    assert "bez znanych mi przycisków" not in problems[0].what


def test_by_its_program_it_is_found_under_another_title(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Behaviour(labels={"tytul": "Raporty apteczne 3"}))
    with refused("raportnet-not-found", ask="program"):
        counter.prepare()
    counter.program = tmp_path / "raportnet.exe"  # so PaperDesktop names the program's file
    plan = counter.prepare()
    assert "Raporty apteczne 3" in plan.lines[0]
    assert counter.perform(plan).seen
    assert counter.state["until"] == NEW
    assert counter.state["running"]


def test_a_program_that_is_not_running_is_said(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.program = tmp_path / "inny.exe"
    (tmp_path / "raportnet.json").unlink()
    with refused("raportnet-not-started") as problems:  # asks nothing: the path is kept
        counter.prepare()
    assert "inny.exe" in problems[0].what


def test_its_title_over_other_buttons_is_told(tmp_path: Path) -> None:
    labels = {"start": "Uruchom", "zatrzymaj": "Wstrzymaj", "konfiguracja": "Ustawienia"}
    counter = Counter(tmp_path, Behaviour(labels=labels))
    with refused("raportnet-not-found", ask="program") as problems:
        counter.prepare()
    assert all(label in problems[0].what for label in labels.values())


class WithAFolder(PaperDesktop):
    """Explorer shows a folder of RaportNet's name as well."""

    def windows(self) -> tuple[Window, ...]:
        explorer = Process(99, Path("explorer.exe"), None)
        folder = Window(-1, "RaportNet (na niby) – Eksplorator plików", explorer, None, enabled=True)
        return (folder, *super().windows())

    def controls(self, window: Window) -> tuple[Control, ...]:
        return () if window.handle < 0 else super().controls(window)


def test_a_folder_of_its_name_does_not_hide_that_it_hangs(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Behaviour(hangs_at="stop"))
    counter.desktop = WithAFolder(tmp_path / "raportnet.json", counter.seconds)
    plan = counter.prepare()
    for work in (lambda: counter.perform(plan), counter.prepare):
        with refused("raportnet-hangs", ask="sposob"):
            work()
    assert counter.stands


def test_the_shipped_profile_wants_the_configuration_open(tmp_path: Path) -> None:
    labels = {"tytul": "RaportNet"}
    counter = Counter(tmp_path, Behaviour(labels=labels, login=True), profile=SHIPPED)
    with refused("raportnet-settings-closed", ask="sposob"):
        counter.prepare()
    assert counter.log == []
    for label in ("STOP", "Konfiguracja", "Zaloguj"):  # the user does it
        window = counter.desktop.windows()[0]
        counter.desktop.press(next(each for each in counter.desktop.controls(window) if each.text == label))
    assert counter.perform().seen
    assert counter.log.count("press Konfiguracja") == 1  # opened again it would ask for the login again
    assert counter.state["until"] == NEW
    assert counter.state["running"]


class Dies(BaseException):
    """The power goes."""


INSTALLED = 8  # presses, writes and turns until the new certificate is in


@pytest.mark.parametrize("death", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("step", few_of(range(12)))
def test_interrupted_at_any_press_it_is_started_again(
    tmp_path: Path, step: int, death: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter(tmp_path)
    left = [step]

    def dying(do: Any) -> Any:
        def done(*arguments: Any) -> None:
            if left[0] == 0:
                left[0] = -1
                raise death
            left[0] -= left[0] > 0
            do(*arguments)

        return done

    for name in ("press", "write", "turn_to"):
        monkeypatch.setattr(counter.desktop, name, dying(getattr(counter.desktop, name)))
    plan = counter.prepare()
    if death is KeyboardInterrupt and step >= INSTALLED:  # it came too late: all is there, and seen
        assert counter.perform(plan).seen
    else:
        with pytest.raises(Cancelled if death is KeyboardInterrupt else death):
            counter.perform(plan)
    assert left[0] == -1
    assert counter.state["running"]
    assert not counter.state["dialogs"]
    assert not counter.stands
    assert counter.perform().seen
    assert counter.state["until"] == NEW


KILLED = """
import os, signal
from pathlib import Path
from support.raportnet import Counter
counter = Counter(Path({root!r}))
left = [{step}]
def dying(do):
    def done(*arguments):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        do(*arguments)
    return done
for name in ("press", "write", "turn_to"):
    setattr(counter.desktop, name, dying(getattr(counter.desktop, name)))
counter.perform()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how a power cut is played on Linux")
@pytest.mark.parametrize("step", few_of(range(12)))
def test_killed_at_any_press_the_next_start_warns_and_completes(tmp_path: Path, step: int) -> None:
    Counter(tmp_path)
    killed = run_script(KILLED.format(root=str(tmp_path), step=step), seconds=120)
    assert killed.returncode == -signal.SIGKILL
    counter = Counter(tmp_path)  # as the program left its windows
    assert counter.stands
    assert counter.events()[-1] == "stopped"
    plan = counter.prepare()
    assert plan.resumes is not None
    assert "Dokończę przerwaną pracę" in plan.summary
    assert any("UWAGA" in line for line in plan.lines)
    assert counter.perform(plan).seen
    assert counter.state["until"] == NEW
    assert counter.state["running"]
    assert not counter.state["dialogs"]
    assert not counter.stands
    assert counter.events()[-1] == "verified"
    assert counter.events().count("verified") == 1


def test_a_plan_of_another_computer_is_not_resumed(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    plan = counter.prepare()
    other = Plan.from_json({**plan.to_json(), "details": {**plan.details, "computer": "INNY"}}, counter.folder)
    assert counter.operation.probe(other, counter.computer) == "not"


@pytest.mark.parametrize("behaviour", [Behaviour(), Behaviour(refuses=True, echo=True)])
def test_the_password_stands_nowhere(tmp_path: Path, behaviour: Behaviour) -> None:
    counter = Counter(tmp_path, behaviour)
    said: list[str] = []
    try:
        said += counter.perform().lines
    except Exception as error:  # noqa: BLE001  (whatever it is, it must not hold the password)
        said += [str(error), repr(error), str(getattr(error, "problem", ""))]
        assert "•••" in said[0]
    said += counter.said
    everything = "\n".join(said) + "".join(
        path.read_text("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".p12"
    )
    assert PASSWORD.reveal() not in everything
    if behaviour.refuses:
        assert "clear password" in counter.log


def test_the_twin_of_the_same_day_is_replaced(tmp_path: Path) -> None:
    """Somebody pointed to the TLS file: the date is right, the name is not; and it is the WSS file that goes in."""
    counter = Counter(tmp_path, until=NEW)
    state = tmp_path / "raportnet.json"
    state.write_text(state.read_text("utf-8").replace("Apteka ćwiczebna", "Apteka pod Żółwiem TLS 0"), "utf-8")
    assert "TLS 0" in counter.state["name"]
    typed: list[str] = []
    write = counter.desktop.write

    def noting(control: Any, text: Any) -> None:
        typed.append(str(text))
        write(control, text)

    counter.desktop.write = noting  # type: ignore[method-assign]
    assert counter.perform().seen
    assert counter.state["name"] == "Apteka pod Żółwiem WSS 0"
    assert Path(typed[0]).name.startswith("wss-")
    assert Path(typed[0]).is_absolute()
