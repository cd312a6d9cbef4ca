from __future__ import annotations

from pathlib import Path

import pytest

from assistant.talk.pasted import _PATTERNS
from kb import answers
from kb.answers import Answers, Choice, Document, marks
from kb.features import features
from kb.page import load_pages
from kb.search import DATA, Library
from kb.shape import NO_VERDICT, polarity, shape
from kb.words import Vocabulary, key


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.open()


def best(library: Library, question: str) -> tuple[str, Choice]:
    candidate = library.search(question).candidates[0]
    return candidate.page, candidate.answers[0]


@pytest.mark.parametrize(
    ("question", "page", "verdict"),
    [
        ("Czy muszę instalować oba pliki p12?", "windows-both-files", "tak"),
        ("czy moge pominac wss przy instalacji", "windows-both-files", "nie"),
        ("CZY NA ZAPLECZU TEŻ TRZEBA ZAINSTALOWAĆ CERTYFIKATY?", "windows-all-computers", "tak"),
        ("wystarczy zainstalować na jednym komputerze?", "windows-all-computers", "nie"),
    ],
)
def test_opposite_questions_get_opposite_verdicts(library: Library, question: str, page: str, verdict: str) -> None:
    found, answer = best(library, question)
    assert (found, answer.verdict) == (page, verdict)


def test_scores_are_probabilities_and_come_best_first(library: Library) -> None:
    candidates = library.search("kto podpisuje wniosek").candidates
    assert candidates[0].answers
    for candidate in (each for each in candidates if each.answers):
        scores = [choice.score for choice in candidate.answers]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) == pytest.approx(1)
        assert {choice.id for choice in candidate.answers} >= {""}


def test_a_foreign_question_names_its_group_and_whom_to_ask(library: Library) -> None:
    found = library.search("ile kosztuje certyfikat ssl do sklepu internetowego z suplementami")
    assert found.groups[0].id == "SSL strony WWW"
    assert "hosting" in library.say("SSL strony WWW")
    assert library.search("jak zrobić pliki csr").groups == ()


def test_the_page_as_a_whole_answers_where_nothing_is_known(tmp_path: Path) -> None:
    vocabulary = Vocabulary.open(DATA)
    whole, narrow = (features(line, vocabulary) for line in ("certyfikat apteki", "ile lat ważny"))
    lines = [(marks(whole),)], [(marks(narrow),)]
    page = [Document("", "", *lines[0]), Document("lata", "nie", *lines[1], frozenset({polarity(whole.words)}))]
    answers.write(tmp_path / "answers.bin", [page])
    index = Answers.open(tmp_path)
    assert [choice.id for choice in index.choose(0, index.asked(features("zzz", vocabulary)))] == ["", "lata"]
    first, second = index.choose(0, index.asked(narrow))
    assert (first.id, first.verdict, first.agrees, first.cover) == ("lata", "nie", False, 1)  # „ile” wants no verdict
    assert (second.id, second.verdict, second.agrees, second.cover) == ("", "", True, 0)
    assert [choice.agrees for choice in index.choose(0, index.asked(whole))] == [True, True]


def test_who_and_when_ask_for_no_verdict() -> None:
    assert polarity(["na", "ilu", "komputerach", "trzeba", "wgrac"]) == NO_VERDICT
    assert polarity(["czy", "wiadomo", "kiedy", "trzeba", "wgrac"]) != NO_VERDICT


@pytest.mark.parametrize(
    ("line", "same", "other"),
    [
        ("muszę wgrać oba", "trzeba wgrać oba", "nie muszę wgrać oba"),
        ("mogę pominąć wss", "można odpuścić wss", "mogę wgrać wss"),
        ("dobrze myślę, że oba", "prawda, że oba", "oba"),
    ],
)
def test_the_way_a_question_leans(line: str, same: str, other: str) -> None:
    vocabulary = Vocabulary.open(DATA)
    lean, alike, different = (polarity(features(text, vocabulary).words) for text in (line, same, other))
    assert lean == alike != different


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("czy musze oba", {"?czy", "?trzeba", "?oba", "?first czy"}),
        ("ile to trwa", {"?ile", "?first ile"}),
        ("moge pominac", {"?mozna", "?pominac", "?mozna+?pominac"}),
    ],
)
def test_shapes(line: str, kinds: set[str]) -> None:
    assert {key(kind.replace("+?", "+")) for kind in kinds} <= shape(line.split())


def test_all_answers_can_be_reached_by_one_of_their_own_lines(library: Library) -> None:
    """Not a measure of quality: an answer that none of its own lines leads to would be dead text."""
    lost = []
    for page in load_pages():
        for answer in page.answers:
            found = ((slug, choice.id) for slug, choice in (best(library, line) for line in answer.questions[:6]))
            if answer.questions and (page.slug, answer.id) not in found:
                lost.append(f"{page.slug} {answer.id}")
    assert lost == []


def test_what_a_paste_leads_to_stands_in_the_base(library: Library) -> None:
    for _, page, answer in _PATTERNS:
        assert not answer or library.page(page).answer(answer) is not None, (page, answer)
        assert page in library.slugs()
