"""The desktop of Windows against the stand-in RaportNet; run by a Windows Python (test_raportnet.py starts it)."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standin_program import DESKTOP, Standin, a_service, wait
from support.authority import PASSWORD
from support.p12_files import p12

from flows.base.secret import Secret
from flows.desktop import win32_api as api
from flows.ports.desktop import Gone, NotAllowed, NotResponding


@pytest.fixture
def standin(tmp_path: Path) -> Iterator[Callable[..., Standin]]:
    begun: list[Standin] = []

    def begin(**ini: dict[str, object]) -> Standin:
        begun.append(Standin(tmp_path, **ini))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


@pytest.mark.parametrize("renamed", [0, 1])
def test_what_is_seen(standin: Callable[..., Standin], renamed: int) -> None:
    """The other class names are those that Windows Forms gives the same controls."""
    program = standin(zachowanie={"klasy": renamed})
    main = program.front()
    assert main
    assert main.title == "RaportNet (na niby) – raporty ZSMOPL"
    assert main.owner is None
    assert main.enabled
    assert main.process.since
    assert 0 <= time.time() - main.process.since.timestamp() < 60
    assert main.process in DESKTOP.processes()
    program.control("START")
    assert [(each.role, each.text, each.enabled) for each in DESKTOP.controls(main)] == [
        ("text", "Program pracuje.", True),
        ("button", "START", False),
        ("button", "STOP", True),
        ("button", "Konfiguracja", False),
    ]
    dialog = program.configure()
    assert dialog.owner == main.handle
    assert not next(each for each in DESKTOP.windows() if each.handle == main.handle).enabled
    shown = DESKTOP.controls(dialog)
    (tabs,) = (each for each in shown if each.role == "tabs")
    assert (tabs.tabs, tabs.tab) == (("Ogólne", "Poczta", "CSIOZ", "Zaawansowane"), "CSIOZ")
    assert [(each.label, each.text, each.enabled, each.hidden) for each in shown if each.role == "edit"] == [
        ("Nazwa:", "", False, False),
        ("Ważny do:", "", False, False),
        ("Lokalizacja", "", True, False),
        ("Hasło", "", True, True),
    ]
    DESKTOP.turn_to(tabs, "Zaawansowane")
    assert program.control("Zapisuj dziennik", role="other")
    with pytest.raises(Gone):
        DESKTOP.turn_to(tabs, "Nie ma takiej")


def test_filling_and_installing(standin: Callable[..., Standin], tmp_path: Path) -> None:
    program = standin()
    dialog = program.configure()
    file = tmp_path / "Łąka i źdźbło.p12"
    file.write_bytes(p12("wss"))
    DESKTOP.write(program.control(role="edit", label="Lokalizacja"), str(file))
    assert program.control(role="edit", label="Lokalizacja").text == str(file)
    for password, said in ((Secret("kot"), "password wrong"), (PASSWORD, "password right")):
        DESKTOP.write(program.control(role="edit", label="Hasło"), password)
        assert not program.control(role="edit", label="Hasło").text
        DESKTOP.press(program.control("Instaluj"))
        wait(lambda said=said: program.said(said))
        box = wait(lambda: next((each for each in DESKTOP.windows() if each.owner == dialog.handle), None))
        DESKTOP.press(program.control("OK"))
        wait(lambda box=box: box.handle not in {each.handle for each in DESKTOP.windows()})
    assert wait(lambda: program.control(role="edit", label="Nazwa:").text) == "Apteka pod Żółwiem WSS 0"
    DESKTOP.close(dialog)
    wait(lambda: dialog.handle not in {each.handle for each in DESKTOP.windows()})
    with pytest.raises(Gone):
        DESKTOP.controls(dialog)
    assert program.said("press cancel")


def test_a_program_that_hangs_is_told_in_time_and_still_listed(standin: Callable[..., Standin]) -> None:
    program = standin(zachowanie={"zawiesza": "stop"})
    main, stop = program.front(), program.control("STOP")
    assert main
    before = time.monotonic()
    DESKTOP.press(stop)
    wait(lambda: program.said("stop"))
    for what in (lambda: DESKTOP.controls(main), lambda: DESKTOP.write(stop, "tekst")):
        with pytest.raises(NotResponding):
            what()
    assert main in DESKTOP.windows()
    DESKTOP.press(stop)
    assert time.monotonic() - before < 2 * 2 + 1


def test_a_busy_program_is_waited_for(standin: Callable[..., Standin]) -> None:
    program = standin(zachowanie={"wolno": 1000})
    main = program.front()
    assert main
    DESKTOP.press(program.control("STOP"))
    wait(lambda: program.said("stop"))
    assert "Program jest zatrzymany." in {each.text for each in DESKTOP.controls(main)}


def test_a_window_that_closes_while_it_is_asked_is_gone(standin: Callable[..., Standin]) -> None:
    program = standin()
    dialog = program.configure()
    program.behave(zachowanie={"wolno": 1000})
    DESKTOP.press(program.control("OK"))
    wait(lambda: program.said("ok"))
    with pytest.raises(Gone):
        DESKTOP.controls(dialog)


def test_a_program_that_ended(standin: Callable[..., Standin], tmp_path: Path) -> None:
    program = standin()
    main, stop = program.front(), program.control("STOP")
    assert main
    DESKTOP.close(main)
    wait(lambda: program.said("closed"))
    wait(lambda: main.process not in DESKTOP.processes())
    for what in (lambda: DESKTOP.controls(main), lambda: DESKTOP.press(stop), lambda: DESKTOP.write(stop, "tekst")):
        with pytest.raises(Gone):
            what()
    with pytest.raises(Gone):
        DESKTOP.start(tmp_path / "nie ma.exe")


def test_refusals_of_windows() -> None:
    """Its codes for what cannot be had here: higher rights of the other program, UAC that was refused."""
    assert {type(api.failure("x", code)) for code in (5, 740, 1223)} == {NotAllowed}
    assert type(api.failure("x", 0)) is NotResponding


def test_services() -> None:
    assert DESKTOP.service("Nie ma takiej") == "absent"
    for what in (DESKTOP.start_service, DESKTOP.stop_service):
        with pytest.raises(Gone):
            what("Nie ma takiej")
    with a_service("Szybka", 0) as quick, a_service("Powolna", 1000) as slow, a_service("Uparta", -1) as stubborn:
        for name in (quick, slow, stubborn):
            assert DESKTOP.service(name) == "stopped"
            DESKTOP.stop_service(name)  # stands already
            DESKTOP.start_service(name)
            wait(lambda name=name: DESKTOP.service(name) == "running")
            DESKTOP.start_service(name)  # runs already
        for name in (slow, quick):
            DESKTOP.stop_service(name)
        assert DESKTOP.service(slow) == "changing"
        for name in (quick, slow):
            wait(lambda name=name: DESKTOP.service(name) == "stopped")
        with pytest.raises(NotAllowed):
            DESKTOP.stop_service(stubborn)
        assert DESKTOP.service(stubborn) == "running"
