from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.ask import Desk, answer_questions
from assistant.screen.render import Reply, lines
from assistant.talk.decision import (
    ANSWER,
    BARE,
    CLEAR,
    DOUBT,
    LISTED,
    LISTED_AFTER,
    RIVAL,
    SINGLE,
    UNKNOWN,
    VAGUE,
    VERDICT,
    Decision,
    decide,
)
from assistant.talk.helpdesk import MAX_QUESTION_CHARACTERS
from assistant.talk.small_talk import small_talk
from kb.answers import Choice
from kb.page import load_pages
from kb.search import Candidate, Found

KEYS = ["question", "kind", "page", "answer", "candidates", "flow", "first", "text"]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def ask(desk: Desk, question: str) -> tuple[str, str | None]:
    reply = desk.reply(question)
    assert list(reply) == KEYS
    assert reply["text"]
    assert len(reply["candidates"]) == 3
    assert (reply["page"] is None) == (reply["kind"] != "answer")
    return reply["kind"], reply["page"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Jak długo ważny jest certyfikat P1?", ("answer", "validity-period")),
        ("co dalej", ("answer", "what-next")),
        ("Co teraz?", ("answer", "what-next")),
        ("cofnij", ("command", None)),
        ("anuluj", ("command", None)),
        ("pomoc", ("command", None)),
        ("csr", ("command", None)),
        ("raportnet", ("command", None)),
        ("Cześć!", ("command", None)),
        ("dziękuję bardzo", ("command", None)),
        ("Kim jesteś?", ("command", None)),
        ("przepis na sernik", ("unknown", None)),
        ("reset hasła do Facebooka", ("unknown", None)),
        ("certyfikat SSL na stronę internetową", ("unknown", None)),
        ("", ("unknown", None)),
        ("\U0001f600\U0001f600", ("command", None)),
        ("x" * 100_000, ("unknown", None)),
    ],
)
def test_each_line_gets_its_kind(desk: Desk, question: str, expected: tuple[str, str | None]) -> None:
    assert ask(desk, question) == expected


def test_an_answer_carries_the_flow_and_the_text_of_its_page(desk: Desk) -> None:
    reply = desk.reply("gdzie składa się wniosek w SOW")
    assert reply["flow"] == "sow"
    assert "https://sow.ezdrowie.gov.pl" in reply["text"]
    assert "**" not in reply["text"]


def test_an_unknown_word_is_named(desk: Desk) -> None:
    assert "„bzdryngiel”" in desk.reply("gdzie kupic bzdryngiel do roweru")["text"]


def test_a_whole_mail_and_a_long_paste_are_cut_and_searched(desk: Desk) -> None:
    paste = "Nie pamiętam loginu do RaportNet. \x07\n\t" * 4_000
    assert ask(desk, paste) == ("answer", "raportnet-login")
    assert len(desk.reply(paste)["question"]) == MAX_QUESTION_CHARACTERS


def test_a_thousand_lines_give_a_thousand_objects() -> None:
    out = io.StringIO()
    assert answer_questions(["co to jest csr?", "", "jaka pogoda"] * 334, as_json=True, out=out) == 0
    replies = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(replies) == 1002
    assert {reply["page"] for reply in replies} == {"what-is-csr", None}


def test_as_text_replies_are_parted_by_an_empty_line() -> None:
    out = io.StringIO()
    answer_questions(["cześć", "dzięki"], as_json=False, out=out)
    first, second = out.getvalue().strip().split("\n\n")
    assert first.startswith("Dzień dobry!")
    assert second.startswith("Proszę bardzo!")


@pytest.mark.parametrize("line", ["cześć", "CZEŚĆ!!!", "Dzień dobry :)", "heeej", "dzięki \U0001f600", "To tyle."])
def test_small_talk_is_the_whole_line(line: str) -> None:
    assert small_talk(line)


@pytest.mark.parametrize("line", ["", "cześć, jak odnowić certyfikat", "dzięki, a co z hasłem", "kim jest kierownik"])
def test_a_greeting_before_a_question_is_no_small_talk(line: str) -> None:
    assert small_talk(line) is None


def found(first: float, second: float, outside: float, *answers: Choice) -> Found:
    candidates = (Candidate("a", first, answers), Candidate("b", second), Candidate("c", 0.0), Candidate("d", 0.0))
    return Found(candidates, outside, ())


def test_the_three_moves() -> None:
    assert decide(found(ANSWER + VAGUE, 0.1, 0.0)).kind == "answer"
    assert decide(found(ANSWER + VAGUE, 0.1, 0.0)).pages == ("a",)
    unsure, doubted = decide(found(ANSWER + VAGUE - 0.01, 0.3, 0.0)), decide(found(0.9, 0.0, DOUBT + 0.01))
    assert (unsure.kind, unsure.pages) == ("clarify", ("a", "b"))
    assert (doubted.kind, doubted.pages) == ("clarify", ("a",))
    lost = decide(found(1 - UNKNOWN, 0.0, UNKNOWN))
    assert (lost.kind, lost.pages) == ("unknown", ("a",))
    assert decide(Found((), 0.0, ())).kind == "unknown"


def test_no_list_of_strangers() -> None:
    """A list is shown only where one of its choices is probable; less will do where something was said before."""
    strangers = found(0.25, LISTED - 0.26, 0.0)
    assert decide(strangers) == Decision("unknown", (), ours=True)
    assert decide(strangers, after=True).pages == ("a", "b")
    assert decide(found(LISTED, RIVAL * LISTED - 0.01, 0.0)).pages == ("a",)
    assert decide(found(LISTED_AFTER - 0.01, 0.0, 0.0), after=True).kind == "unknown"


def test_a_single_word_is_asked_back() -> None:
    assert decide(found(SINGLE - 0.01, 0.1, 0.0), single=True).kind == "clarify"
    assert decide(found(SINGLE, 0.1, 0.0), single=True).kind == "answer"


@pytest.mark.parametrize(
    ("answers", "given"),
    [
        ((Choice("ile", CLEAR), Choice("", 0.1)), "ile"),
        ((Choice("ile", CLEAR - 0.01), Choice("", 0.1)), ""),
        ((Choice("oba", 0.6, 1, "tak"), Choice("jeden", 0.29, 1, "nie")), "oba"),
        ((Choice("oba", 0.6, 1, "tak"), Choice("wszystkie", 0.4, 1, "tak")), "oba"),
        ((Choice("oba", BARE, 1, "tak", agrees=False), Choice("jeden", 0.3, 1, "nie", agrees=False)), "oba"),
        ((Choice("oba", BARE - 0.01, 1, "tak", agrees=False), Choice("", 0.1)), ""),
        ((), ""),
    ],
)
def test_an_answer_is_given_only_when_it_is_clearly_the_best(answers: tuple[Choice, ...], given: str) -> None:
    decision = decide(found(0.9, 0.1, 0.0, *answers))
    assert (decision.kind, decision.pages, decision.answer) == ("answer", ("a",), given)


@pytest.mark.parametrize(
    ("answers", "bare"),
    [
        ((Choice("oba", 0.9, 1, "tak"), Choice("", 0.1)), False),
        ((Choice("oba", 0.9, 1, "tak", agrees=False), Choice("", 0.1)), True),
        ((Choice("oba", 0.66, 1, "tak"), Choice("jeden", 0.32, 1, "nie")), False),
        ((Choice("oba", 0.66, 1, "tak"), Choice("jeden", 0.34, 1, "nie")), True),  # its contradiction is too near
        ((Choice("oba", VERDICT - 0.01, 1, "tak"), Choice("", 0.1)), True),
    ],
)
def test_a_doubtful_yes_or_no_is_left_out(answers: tuple[Choice, ...], bare: bool) -> None:
    decision = decide(found(0.9, 0.1, 0.0, *answers))
    assert (decision.answer, decision.bare) == ("oba", bare)


def test_a_verdict_is_left_out_where_the_question_leans_otherwise(desk: Desk) -> None:
    plain, leaning = (
        desk.reply(line)["first"] for line in ("pesel jest potrzebny?", "pesel nie jest potrzebny we wniosku?")
    )
    assert leaning.startswith(("We wniosku trzeba podać PESEL", "PESEL-u kierownika nie można pominąć"))
    assert plain.startswith("Tak, we wniosku trzeba podać PESEL")


def test_a_clear_answer_of_an_unclear_page_is_given() -> None:
    assert decide(found(ANSWER, 0.3, 0.0, Choice("ile", CLEAR))).answer == "ile"
    sure, unsure = Choice("ile", 0.9, 4.0), Choice("ile", 0.9, 1.0)
    assert decide(found(ANSWER - 0.05, 0.3, 0.0, sure)).answer == "ile"
    assert decide(found(ANSWER - 0.05, 0.3, 0.0, unsure)).kind == "clarify"
    whole = Choice("", 0.9, 4.0)  # the page as a whole says too little
    assert decide(found(ANSWER - 0.05, 0.3, 0.0, whole)).kind == "clarify"
    assert decide(found(0.8, 0.0, 0.2, sure)).answer == "ile"
    assert decide(found(0.8, 0.0, 0.2, unsure)).kind == "clarify"


def test_a_lone_word_in_a_context_has_its_page_by_its_share_alone() -> None:
    said = found(ANSWER - 0.05, 0.3, 0.0, Choice("ile", 0.9, 4.0))
    assert decide(said, after=True).answer == "ile"
    assert decide(said, single=True, after=True).kind == "clarify"


def test_a_foreign_question_is_turned_away_by_its_group() -> None:
    unknown = Found((), 0.9, (), (Choice("pogoda", 0.8),))
    assert decide(unknown).group == "pogoda"
    assert decide(replace(unknown, groups=(Choice("pogoda", 0.3),))).group == ""


def test_a_question_loads_no_flow() -> None:
    """Loading them all takes as long as everything else together."""
    code = (
        "import sys\nfrom assistant.cli.ask import Desk\n"
        "for asked in ('ile to trwa?', 'nie mogę podpisać wniosku'):\n    Desk().reply(asked)\n"
        "sys.exit(any(name.endswith('.flow') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)


def test_two_clear_questions_get_two_answers(desk: Desk) -> None:
    reply = desk.reply("ile kosztuje certyfikat i ile lat jest ważny?")
    assert (reply["kind"], reply["page"]) == ("answer", "cost")
    assert "2 lata" in reply["text"]
    assert reply["first"] in reply["text"]


def test_a_known_unknown_is_said_so(desk: Desk) -> None:
    reply = desk.reply("jak się nazywa plik exe raportnetu")
    assert (reply["kind"], reply["page"], reply["answer"]) == ("unknown", None, None)
    assert reply["first"].startswith("Nie wiadomo, jak nazywa się plik programu RaportNet")


def test_steps_are_told_to_those_who_ask_how(desk: Desk) -> None:
    assert "\n1. " in desk.reply("jak zrobić pliki csr krok po kroku")["text"]
    assert "\n1. " not in desk.reply("czy muszę instalować oba p12?")["text"]


def test_an_answer_is_short() -> None:
    """At most six lines of a hundred columns, but where the steps are told."""
    for page in load_pages():
        for answer in page.answers:
            rows = lines(Reply(answer.text, "page"), 100)
            assert len(rows) <= 7 or "\n1. " in answer.text, (page.slug, answer.id)
