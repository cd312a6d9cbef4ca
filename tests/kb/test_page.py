from __future__ import annotations

from pathlib import Path

import pytest

from kb.page import LIMIT, Answer, PageError, first_sentence, load_pages, parse_page, read_page, verdict

HEAD = 'title = "Tytuł"\nflow = "csr"\nneighbours = ["b"]\nphrasings = ["jak to zrobić"]\nsource = "I"\n'
GOOD = f"+++\n{HEAD}reviewed = 2026-11-22\n+++\nOdpowiedź.\n"


def test_all_fields_are_read() -> None:
    page = parse_page(GOOD, "a")
    assert (page.slug, page.title, page.flow, page.source) == ("a", "Tytuł", "csr", "I")
    assert (page.neighbours, page.phrasings) == (("b",), ("jak to zrobić",))
    assert (page.body, page.reviewed) == ("Odpowiedź.\n", "2026-11-22")


def test_flow_may_be_left_out() -> None:
    assert parse_page(GOOD.replace('flow = "csr"\n', ""), "a").flow is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no head"),
        ("Odpowiedź bez nagłówka.\n", "no head"),
        (f"+++\n{HEAD}", "no head"),
        (f"x+++\n{HEAD}+++\nOdpowiedź.\n", "no head"),
        ("+++\ntitle = \n+++\nx\n", "Invalid"),
        ("+++\ntitle = 7\n+++\nx\n", "title is not text"),
        ('+++\ntitle = "x"\nphrasings = ["a", 1]\n+++\nx\n', "phrasings is not a list"),
    ],
)
def test_a_broken_page_says_why(text: str, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        parse_page(text, "a")


def test_files_of_windows_too_long_foreign_and_missing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "big.md").write_bytes(GOOD.encode() + b"x" * LIMIT)
    (tmp_path / "latin.md").write_bytes(GOOD.encode("iso8859-2"))
    assert read_page("a", tmp_path) == parse_page(GOOD, "a")
    for slug, reason in (("big", "longer than"), ("latin", "not UTF-8"), ("none", "No such file|Nie ma")):
        with pytest.raises(PageError, match=reason):
            read_page(slug, tmp_path)


ANSWERS = GOOD.replace(
    "+++\nOdpowiedź.\n",
    '[answers.ile]\nquestions = ["ile to trwa"]\n[answers.brak]\nquestions = []\nsource = "O"\n+++\n'
    "Odpowiedź pierwsza.\n\nReszta.\n\n## ile\n\nTrwa godzinę. Zwykle.\n\n## dlaczego\n\nBo tak.\n",
)


def test_answers_are_sections_with_their_questions() -> None:
    page = parse_page(ANSWERS, "a")
    assert (page.body, page.lead, page.known) == ("Odpowiedź pierwsza.\n\nReszta.\n", "Odpowiedź pierwsza.", True)
    assert page.answers == (
        Answer("ile", "Trwa godzinę. Zwykle.", ("ile to trwa",), "I"),
        Answer("brak", "", (), "O"),
        Answer("dlaczego", "Bo tak.", (), "I"),
    )
    assert page.lines == ("jak to zrobić", "ile to trwa")
    assert page.answer("ile") == page.answers[0]
    assert page.answer("") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ANSWERS.replace("## dlaczego", "## ile"), "a section twice"),
        (GOOD.replace("reviewed", "answers = 7\nreviewed"), "answers is not a group"),
        (GOOD.replace("reviewed", "answers = {a = 1}\nreviewed"), "answers is not a group"),
    ],
)
def test_broken_answers_say_why(text: str, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        parse_page(text, "a")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Tak, oba. Potem dalej.", "Tak, oba."),
        ("Dzwoni się pod tel. 19 239 w dni robocze. Dalej.", "Dzwoni się pod tel. 19 239 w dni robocze."),
        ("Na przykład do 22.11.2026. Potem nie.", "Na przykład do 22.11.2026."),
        ("Napis „Gotowe.” Widać go\nna dole. Tak.", "Napis „Gotowe.”"),
        ("Plik `tls.pem` jest jawny. `wss` też.", "Plik `tls.pem` jest jawny."),
        ("bez kropki\n\nNowy akapit.", "bez kropki"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_verdicts() -> None:
    assert [verdict(text) for text in ("Tak, oba.", "Nie, jeden.", "Nie wiadomo.", "Niewiele.", "To zależy.")] == [
        "tak",
        "nie",
        "",
        "",
        "",
    ]


def test_our_pages_are_all_there() -> None:
    topics = {row.split("\t")[0] for row in (Path(__file__).parent / "topics.tsv").read_text("utf-8").splitlines()[1:]}
    assert topics <= {page.slug for page in load_pages()}
