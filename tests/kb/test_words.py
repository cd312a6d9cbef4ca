from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.features import features
from kb.search import DATA
from kb.words import LONGEST, Vocabulary, fold, words

POLISH = st.text("aąbcćdeęłnńoóśźżABCĄĆĘŁŃÓŚŹŻ 1-„”.?!\u0301\U0001f600ß", max_size=60)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.open(DATA)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(POLISH)
def test_capitals_diacritics_and_their_spelling_do_not_matter(text: str) -> None:
    expected = [folded for _, folded in words(text)]
    for same in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        assert [folded for _, folded in words(same)] == expected
    assert fold(text.upper().replace("SS", "ß")).replace("ss", "ß") == fold(text).replace("ss", "ß")


@given(st.text(max_size=80))
def test_words_are_plain_bounded_and_stand_in_the_text(text: str) -> None:
    for typed, folded in words(text):
        assert folded.isascii()
        assert folded.isalnum()
        assert 0 < len(folded) <= LONGEST
        assert typed in unicodedata.normalize("NFC", text)


def test_forms_and_synonyms_lead_to_one_concept(vocabulary: Vocabulary) -> None:
    same = ["zainstalowac", "wgrywam", "wgralam", "podpieta", "instalacji", "importujemy"]
    assert len({vocabulary.concept(word) for word in same}) == 1
    assert vocabulary.concept("wgralam") not in {vocabulary.concept("usunelam"), None}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("certyfiakt", "certyfikat"),  # a swap is one edit
        ("certfkat", "certyfikat"),  # two edits from eight letters
        ("haslp", "haslo"),
        ("lnik", "link"),
        ("haso", "haslo"),  # not „halo”, which is as near but rare here
        ("haslo", "haslo"),
        ("csr", "csr"),
        ("p13", "p13"),  # too short to correct
        ("2029", "2029"),  # a number is what it is, though 2026 is known
        ("xqzwvkjh", "xqzwvkjh"),
    ],
)
def test_typing_errors_are_corrected(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.corrected(typed) == meant


def test_unknown_words_are_named_as_typed(vocabulary: Vocabulary) -> None:
    assert features("Jak upiec Szarlotkę z certyfikatem?", vocabulary).unknown[-1:] == ("Szarlotkę",)


def test_features_do_not_depend_on_case_or_diacritics(vocabulary: Vocabulary) -> None:
    plain = features("Zgubiłam hasło do RaportNetu", vocabulary)
    for other in ("zgubilam haslo do raportnetu", "ZGUBIŁAM HASŁO DO RAPORTNETU"):
        seen = features(other, vocabulary)
        assert (seen.grams, seen.meanings) == (plain.grams, plain.meanings)
