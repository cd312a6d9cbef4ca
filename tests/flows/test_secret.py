"""A password slips out of nowhere: not by printing, not by storing, not by a traceback."""

import copy
import json
import logging
import pickle
import traceback
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.running import at

from flows.base.clock import now
from flows.base.secret import Secret
from flows.engine.journal import Journal
from flows.engine.progress import State

CANARY = "Kanarek-7431-śpiewa"


def test_it_shows_dots_only(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(CANARY)
    state = State("csr", {"haslo": secret})
    logging.getLogger("x").warning("%s %r", secret, state)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", repr([secret]), repr(state), caplog.text]
    assert not any(CANARY in text or "śpiewa" in text for text in shown)
    assert all("•••" in text for text in shown)
    assert (str(secret), repr(secret)) == ("•••", "Secret(•••)")


@pytest.mark.parametrize("store", [pickle.dumps, copy.deepcopy, copy.copy, json.dumps])
def test_it_refuses_to_be_stored(store: object) -> None:
    for value in (Secret(CANARY), {"haslo": Secret(CANARY)}):
        if store is copy.copy and isinstance(value, dict):
            continue
        with pytest.raises(TypeError) as caught:
            store(value)  # type: ignore[operator]
        assert CANARY not in str(caught.value)
        assert "Secret is not" in str(caught.value)


def test_a_traceback_with_all_its_variables_does_not_show_it() -> None:
    def fail(secret: Secret) -> None:
        raise ValueError(secret)

    try:
        fail(Secret(CANARY))
    except ValueError as error:
        text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        assert "•••" in text
        # The line that made it is part of this file and names the constant, never its value.
        assert "śpiewa" not in text


def test_it_has_no_attributes_to_look_into() -> None:
    with pytest.raises(TypeError):
        vars(Secret(CANARY))
    with pytest.raises(AttributeError):
        Secret(CANARY).other = 1  # type: ignore[attr-defined]


def test_the_journal_cannot_hold_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path, at(now))
    for fields in ({"haslo": Secret(CANARY)}, {"plan": {"details": {"deep": [Secret(CANARY)]}}}):
        with pytest.raises(TypeError):
            journal.append("started", "1", **fields)
    with pytest.raises(TypeError):
        journal.append("started", "1", plan={Secret(CANARY): 1})
    assert not journal.path.exists()


@given(st.text())
def test_what_is_typed_on_two_systems_is_the_same_secret(text: str) -> None:
    composed, decomposed = Secret(unicodedata.normalize("NFC", text)), Secret(unicodedata.normalize("NFD", text))
    assert composed == decomposed
    assert hash(composed) == hash(decomposed)
    assert composed.reveal() == unicodedata.normalize("NFC", text)
    assert bool(composed) == bool(text)
    assert composed != text
    assert len({composed, decomposed, Secret(f"{text}!")}) == 2
    assert hash(composed) != hash(Secret(f"{text}!"))
