"""Deadlines as the assistant speaks of them."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.scenery import Place, prepare

from assistant.reports import looking
from assistant.reports.reminding import notice, pressing, sentence
from assistant.screen.recent import recent_file, recent_folders, remember
from assistant.talk.opening import opening
from assistant.talk.session import Session
from flows.folder.deadlines import KINDS, Deadline, is_near

TODAY = date(2026, 11, 22)
_DEADLINES = st.lists(
    st.builds(
        Deadline, st.sampled_from(KINDS), st.just("x"), st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.just("a")
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("kind", "days", "said"),
    [
        ("link", 12, "Link z wiadomości wygaśnie za 12 dni (04.12.2026)."),
        ("link", 1, "Link z wiadomości wygaśnie jutro (23.11.2026)."),
        ("link", 0, "Link z wiadomości wygasa dziś (22.11.2026)."),
        ("link", -1, "Link z wiadomości wygasł wczoraj (21.11.2026)."),
        ("certificate", 39, "Certyfikaty stracą ważność za 39 dni (31.12.2026)."),
        ("certificate", -22, "Certyfikaty straciły ważność 22 dni temu (31.10.2026)."),
        ("profile", 0, "Profil Zaufany kierownika traci ważność dziś (22.11.2026)."),
    ],
)
def test_the_sentence(kind: str, days: int, said: str) -> None:
    assert sentence(Deadline(kind, "", TODAY + timedelta(days=days)), TODAY) == said  # type: ignore[arg-type]


@settings(deadline=None)
@given(_DEADLINES, st.sampled_from(["csr", "sow", "mail", None]))
def test_only_what_is_near_and_the_nearest_first(deadlines: list[Deadline], following: str | None) -> None:
    spoken = pressing(deadlines, following, TODAY)
    assert list(spoken) == sorted(spoken, key=lambda each: each.day)
    assert all(is_near(each, TODAY) for each in spoken)
    silent = [each for each in deadlines if is_near(each, TODAY) and each not in spoken]
    assert all(each.kind == "profile" and each.day < TODAY and following in {"mail", None} for each in silent)
    assert (notice(deadlines, following, TODAY) == "") == (not spoken)
    assert len(notice(deadlines, following, TODAY)) <= 25


@settings(deadline=None)
@given(_DEADLINES)
def test_what_was_seen_is_remembered(deadlines: list[Deadline]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as temporary:
        patch.setenv("XDG_STATE_HOME", temporary)
        remember(Path(temporary), "look", "mail", tuple(deadlines))
        (known,) = recent_folders()
    assert [(each.kind, each.day) for each in known.deadlines] == [(each.kind, each.day) for each in deadlines]


@pytest.mark.parametrize("deadlines", ['[["inny", "x", "2026-11-22"]]', '[["link"]]', "7", '[["link", "x", "dzis"]]'])
def test_a_list_edited_by_hand_is_an_empty_one(place: Place, deadlines: str) -> None:
    path = recent_file()
    path.parent.mkdir(parents=True)
    path.write_text(f'[{{"folder": "{place.root}", "seen": "x", "next": "mail", "deadlines": {deadlines}}}]')
    assert recent_folders() == ()


def test_the_greeting_does_not_look_into_an_unchanged_folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen last is enough for the sentence: recognising certificates takes a library that loads in 90 ms."""
    prepare(place, "csr")
    prepare(place, "journal 1")
    looked = []
    real = looking.survey
    monkeypatch.setattr(looking, "survey", lambda *given: looked.append(given) or real(*given))
    world = type("World", (), {"now": place.clock, "computer": place.computer})()
    session = Session(known={"folder": place.folder})
    opening(session, world)
    assert len(looked) == 1
    due = Deadline("link", "x", place.clock().date() + timedelta(days=12))
    (known,) = recent_folders()
    remember(known.folder, known.seen, known.next, (due,))
    turn = opening(session, world)
    assert any("wygaśnie za 12 dni" in reply.text for reply in turn.replies)
    assert turn.session.notice.startswith("Link do ")
    assert len(looked) == 1
