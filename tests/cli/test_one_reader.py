"""``zapytaj`` and the conversation read a line alike."""

from __future__ import annotations

import pytest

from assistant.cli.ask import Desk
from assistant.screen import sentences
from assistant.talk.actions import Look
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.line import visible
from assistant.talk.session import Session
from assistant.talk.turn import turn

LETTER = "Od: urzad@example.com\nTemat: System P1 nadał dostęp\n\nSzanowni Państwo,"
COMMANDS = (
    *("kalendarz", "do kalendarza", "zestaw", "stare", "csr", "krok 4", "KROK P12", "raportnet", "generuj csr"),
    *("zrób csr", "otwórz stronę sow", "otwórz folder", "pokaż folder z plikami", "cofnij, to nie tak", "cofnij"),
    *("dzięki, koniec", "kończymy na dziś", "kalendraz", "jaki dziś dzień?", "ktora godzina", "czy od nowa?", "tak"),
    *("„tak”", "T A K", "nie", "ok", "zmień folder", "kopiuj 2", "sprawdz wss.pem", "raportnet działa", "pomoc!"),
    *("co to znaczy", "więcej", "krócej", "2", "nic nie działa", "nie mam siły dzisiaj", "cześć!", LETTER),
    "asystent-p1 cofnij --tak",
)
NEXT = (
    *("co dalej", "no to dalej", "no i co teraz?", "co mam teraz zrobić", "dzień dobry, co dalej", "s t a n", "stna"),
    *("co dlaej", "asystent-p1 stan --json"),
)
ANSWERS = {
    "kurde, co to jest csr?": "what-is-csr",
    'asystent-p1 zapytaj "co to jest csr"': "what-is-csr",
    "nie o to pytam, chodzi mi o login do raportnetu": "raportnet-login",
    "przepraszam, ile lat jest ważny certyfikat?": "validity-period",
    "-----BEGIN CERTIFICATE-----": "link-opens-as-text",
    "co\ndalej\nile lat jest ważny certyfikat?": "validity-period",
}
UNKNOWN = (
    "44051401359",
    "moje hasło to Kotek2024!",
    "привет",
    "ктo",
    "/home/x",
    "punkt 3",
    "przepis na ser\u202enik",
    "",
)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def helpdesk() -> Helpdesk:
    return Helpdesk("")


@pytest.mark.parametrize("line", COMMANDS)
def test_what_the_conversation_carries_out_is_a_command(line: str, desk: Desk, helpdesk: Helpdesk) -> None:
    talk = turn(Session(), line, helpdesk)
    assert talk.session.said is None
    assert talk.session.unknowns == 0
    assert desk.reply(line)["kind"] == "command"


@pytest.mark.parametrize("line", NEXT)
def test_where_the_conversation_looks_the_page_on_it_is_told(line: str, desk: Desk, helpdesk: Helpdesk) -> None:
    assert isinstance(turn(Session(), line, helpdesk).action, Look)
    assert desk.reply(line)["page"] == "what-next"


@pytest.mark.parametrize("line", ANSWERS)
def test_a_question_gets_one_answer(line: str, desk: Desk, helpdesk: Helpdesk) -> None:
    said = turn(Session(), line, helpdesk).session.said
    assert said is not None
    reply = desk.reply(line)
    assert (said.page, said.answer) == (ANSWERS[line], reply["answer"] or "")
    assert reply["page"] == ANSWERS[line]


@pytest.mark.parametrize("line", UNKNOWN)
def test_what_is_not_known_or_not_repeated(line: str, desk: Desk, helpdesk: Helpdesk) -> None:
    talk, reply = turn(Session(), line, helpdesk), desk.reply(line)
    assert talk.action is None
    assert reply["kind"] == "unknown"
    assert reply["text"] == talk.replies[0].text


@pytest.mark.parametrize("line", ["stna", "kalendraz"])
def test_a_guess_is_told(line: str, desk: Desk, helpdesk: Helpdesk) -> None:
    told = turn(Session(), line, helpdesk).replies[0].text
    assert told.startswith(sentences.understood("")[:8])
    assert desk.reply(line)["text"].startswith(told)


def test_control_characters_become_visible() -> None:
    assert visible("a\x00b\r\n\tc ") == "a\ufffdb   c"
