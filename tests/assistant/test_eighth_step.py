"""A step that nobody knows but this file: declared here, added to the one list, and everything else comes by itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.running import HERE
from support.scenery import Place, prepare
from support.scripted import Play

from assistant.cli.arguments import parse
from assistant.cli.ask import Desk
from assistant.cli.commands import run
from assistant.cli.completion import script
from assistant.talk.helpdesk import Helpdesk
from flows import catalogue
from flows.base.errors import FlowError, Problem
from flows.base.files import read_file, write_new
from flows.engine.about import About, Called, PassingOver
from flows.engine.answers import find_folder, must_exist, work_folder
from flows.engine.model import Ask, ByHand, Do, Flow
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.engine.proof import Proof
from flows.engine.scripted import Scripted
from flows.folder import history
from flows.folder.seen import Seen
from flows.ports.computer import Computer
from flows.practice.practice import practice_flows
from flows.survey import survey
from kb.page import PAGES

NAME, OPERATION, FILE = "odbior", "write-receipt", "odbior.txt"


@dataclass(frozen=True, slots=True)
class WriteReceipt:
    name: str = OPERATION

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        path = answers["folder"] / FILE
        summary, undo = f"Zapiszę pokwitowanie do pliku {FILE}", "Można cofnąć: plik zostanie odłożony."
        return Plan(self.name, answers["folder"], summary, (), (path,), undo)

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        progress("zapisuję pokwitowanie")
        return {path: write_new(path, answers["kto"].encode()) for path in plan.writes}

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        return Result(plan.writes, (f"Odebrał: {read_file(plan.writes[0], 99).decode()}",))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        return "done" if plan.writes[0].exists() else "not"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        return None


def _who(text: str) -> str:
    if not text.strip().isalpha():
        raise FlowError(Problem("bad-name", "To nie jest imię.", (), "Proszę podać imię.", ask="kto"))
    return text.strip()


def _proves(seen: Seen) -> Proof:
    made = history.last_finished(seen.entries, OPERATION)
    if made is not None and seen.by_word(NAME).state == "todo":
        return Proof("partly", f"pokwitowanie zapisano {history.day_of(made)}, brakuje podpisu")
    return seen.by_word(NAME)


EIGHTH = Flow(
    NAME,
    8,
    "Krok 8. Odbiór",
    "cost",
    items=(
        Ask(
            "folder",
            "W którym folderze zapisać pokwitowanie?",
            parse=work_folder,
            check=must_exist,
            flag="--folder",
            find=find_folder,
            is_path="folder",
        ),
        Ask("kto", "Kto odebrał certyfikaty?", parse=_who, flag="--kto", hint="Samo imię.", anew=True),
        Do(NAME, WriteReceipt, uses=("folder", "kto"), did="zapisano pokwitowanie"),
        ByHand("podpis", "Czy pokwitowanie jest podpisane?", uses=(NAME,), page="cost"),
    ),
    about={"kto": About(why="Imię trafi na pokwitowanie.")},
    proves=_proves,
    passing=PassingOver(
        "Nie będzie pokwitowania.",
        "Krok 8 dotyczy tylko aptek z odbiorem.",
        "Nic nie trzeba robić.",
        r"\bnie mamy odbioru\b",
    ),
    called=Called(("kwit do podpisu",), r"pokwitowani[ae]", r"pokwitowani\w*"),
    scripted=Scripted(lambda answers, _now: {"receiver": answers.get("kto")}),
)


@pytest.fixture(autouse=True)
def _eighth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue._STEPS, NAME, EIGHTH)


@pytest.fixture
def ready(place: Place) -> Place:
    prepare(place, "csr")
    return place


def said(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str]:
    status = run(parse([str(each) for each in argv]))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def in_json(capsys: pytest.CaptureFixture[str], *argv: object) -> Any:
    run(parse([*(str(each) for each in argv), "--json"]))
    return json.loads(capsys.readouterr().out)


def state_of(folder: Path, clock: Callable[[], datetime]) -> str:
    return {step.flow: step.state for step in survey(folder, HERE).steps}[NAME]


def test_it_is_played_through_the_conversation(ready: Place) -> None:
    Play(
        ready,
        f"""
> pomoc
< {NAME} – pozostałe kroki
> {NAME}
[ krok 8 z 8
< Krok 8. Odbiór
> {{folder}}
? Kto odebrał certyfikaty?
> po co?
< Imię trafi na pokwitowanie.
> 123
< To nie jest imię.
> Anna
? Zapisać pokwitowanie
> tak
< Odebrał: Anna
? Czy pokwitowanie jest podpisane?
file {FILE}
> co ostatnio robiłam?
< zapisano pokwitowanie
> zrobione
journal by-hand
> stan
< [~] Krok 8. Odbiór
> co dalej
< Co dalej: Krok 2
> czy pokwitowanie już zrobione?
< Tak, według zapisu: Krok 8. Odbiór
> krok 8 nie jest zrobiony
? ?
> tak
> generuj pokwitowanie
[ krok 8 z 8
> anuluj
> tak
> kwit do podpisu
[ krok 8 z 8
> anuluj
> tak
> nie mamy odbioru
< Krok 8 dotyczy tylko aptek z odbiorem.
""",
    ).run()


def test_it_is_none_of_this_pharmacys(ready: Place, capsys: pytest.CaptureFixture[str]) -> None:
    Play(
        ready,
        f"""
known
> mail
[ krok 3 z 8
> anuluj
> tak
> nie mamy odbioru
? Oznaczyć krok 8 jako „nie dotyczy”?
> tak
journal not-applicable
> stan
< [-] Krok 8. Odbiór
< z 7.
> na którym kroku jestem?
< z 7 (
> co ostatnio robiłam?
< oznaczono jako „nie dotyczy”: Krok 8. Odbiór
> mail
[ krok 3 z 7
> anuluj
> tak
> {NAME}
[ krok 8 z 8
> anuluj
> tak
""",
    ).run()
    assert in_json(capsys, "krok", NAME, "--folder", ready.folder)["status"] == "done"
    Play(ready, "known\n> jednak mamy pokwitowania\n? Odwołać ten zapis?\n> tak\n< Co dalej").run()
    assert state_of(ready.folder, ready.clock) == "todo"


def test_it_is_gone_past_and_taken_back(ready: Place) -> None:
    Play(
        ready,
        f"""
> {NAME}
> {{folder}}
> Anna
> tak
> cofnij krok 8
< Odłożę
> tak
no file {FILE}
> krok 8
> {{folder}}
> Ewa
> pomiń
< Nie będzie pokwitowania.
> tak
journal skipped
> stan
< [-] Krok 8. Odbiór
""",
    ).run()


def test_a_script_runs_it(ready: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert in_json(capsys, "krok", NAME, "--folder", ready.folder)["problem"]["code"] == "answer-missing"
    done = in_json(capsys, "krok", NAME, "--folder", ready.folder, "--kto", "Anna", "--tak")
    assert (done["flow"], done["status"], done["problem"]["code"]) == (NAME, "waiting", "by-hand")
    assert (done["files"], done["receiver"]) == ([str(ready.folder / FILE)], "Anna")
    assert state_of(ready.folder, ready.clock) == "partly"
    assert said(capsys, "cofnij", "--folder", ready.folder, "--tak")[0] == 0
    assert not (ready.folder / FILE).exists()
    assert state_of(ready.folder, ready.clock) == "todo"


def test_the_state_tells_of_it(ready: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert "[ ] Krok 8. Odbiór – brak zapisu, że wykonano" in said(capsys, "stan", "--folder", ready.folder)[1]
    step = in_json(capsys, "stan", "--folder", ready.folder)["steps"][-1]
    assert step == {"flow": NAME, "number": 8, "state": "todo", "evidence": "brak zapisu, że wykonano"}
    absent = in_json(capsys, "stan", "--folder", ready.folder / "nie ma")
    assert absent["steps"][-1]["flow"] == NAME


def test_whoever_left_in_it_is_led_back(ready: Place) -> None:
    Play(
        ready,
        f"""
known
> {NAME}
? Kto odebrał certyfikaty?
restart {{folder}}
< Ostatnio przerwano tutaj: Krok 8. Odbiór, przy pytaniu „Kto odebrał certyfikaty?”
> {NAME}
> Anna
> tak
> raport
< [/] Krok 8. Odbiór
< wykonano i sprawdzono {OPERATION}
""",
    ).run()


def test_it_is_practised_as_well(ready: Place) -> None:
    assert NAME in practice_flows(ready.root / "cwiczenie")


def test_a_question_leads_to_it(ready: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that names its flow, in a knowledge base of the test."""
    library, question = tmp_path / "kb", "ile kosztuje certyfikat P1?"
    for part in ("pages", "data"):
        shutil.copytree(PAGES.parent / part, library / part)
    page = library / "pages" / "cost.md"
    page.write_text(page.read_text("utf-8").replace("+++\n", f'+++\nflow = "{NAME}"\n', 1), "utf-8")
    monkeypatch.setattr("kb.search.DATA", library / "data")
    desk = Desk()
    assert (desk.reply(question)["page"], desk.reply(question)["flow"]) == ("cost", NAME)
    assert desk.reply(NAME)["kind"] == desk.reply("krok 8")["kind"] == "command"
    assert NAME in desk.reply("pomoc")["text"]
    monkeypatch.setattr("support.scripted.helpdesk", lambda: Helpdesk(""))
    Play(ready, f"> {question}\n? {NAME}\n> tak\n[ krok 8 z 8").run()


def test_a_shell_completes_it() -> None:
    assert {NAME, "--kto"} <= set(script("bash").replace('"', " ").replace("'", " ").split())
