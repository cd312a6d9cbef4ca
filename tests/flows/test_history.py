"""What the journal tells about the renewal under way: which entries count, and which do not any more."""

from datetime import date
from typing import Any

import pytest

from flows.engine.journal import Entry
from flows.folder import history

DAY = "2026-11-22T12:00:00+01:00"


def entry(event: str, number: str, **fields: Any) -> Entry:
    return {"time": DAY, "event": event, "id": number, **fields}


def run(operation: str, id_: str, closed: str = "verified", files: Any = None, **details: Any) -> list[Entry]:
    """An operation begun and closed."""
    begun = entry("started", id_, operation=operation, plan={"details": details})
    return [begun, entry(closed, id_, operation=operation, files=files or {})]


def test_this_renewal_begins_with_its_own_requests() -> None:
    first = run(history.REQUESTS, "1")
    letter = run(history.LETTER, "2")
    second = run(history.REQUESTS, "3")
    later = run(history.LETTER, "4")
    assert history.this_renewal([*first, *letter, *second, *later]) == [*second, *later]
    undone = [entry("undone", "3")]
    assert history.this_renewal([*first, *letter, *second, *later, *undone])[0] is first[0]
    assert history.this_renewal(letter) == letter
    assert history.this_renewal([]) == []


def test_said_by_hand_the_last_word_counts() -> None:
    entries = [
        entry("by-hand", "1", flow="sow", n=1),
        entry("by-hand", "2", flow="raportnet"),
        entry("verified", "3", flow="mail"),
        entry("by-hand", "4", flow="sow", n=2),
    ]
    said = history.said(entries)
    assert set(said) == {"sow", "raportnet"}
    assert said["sow"]["n"] == 2


@pytest.mark.parametrize("event", ["verified", "done"])
def test_the_last_that_was_finished_and_stands(event: str) -> None:
    first, second = run("x", "1", event), run("x", "2", event)
    other = run("y", "3", event)
    begun = [entry("started", "4", operation="x", plan={})]
    entries = [*first, *second, *other, *begun, entry("failed", "4", operation="x")]
    assert history.last_finished(entries, "x") is second[1]
    assert history.last_finished([*entries, entry("undone", "2")], "x") is first[1]
    assert history.last_finished([*entries, entry("undone", "2"), entry("undone", "1")], "x") is None
    assert history.last_finished(begun, "x") is None


def test_the_built_files_of_the_wanted_certificates() -> None:
    part = {"output": "tls.p12", "sha256": "aa"}
    good = run(
        "p12", "1", files={"tls.p12": "11", "wss.p12": "22"}, parts={"tls": part, "wss": {**part, "sha256": "bb"}}
    )
    assert list(history.built(good, {"tls": "aa", "wss": "cc"})) == [("tls", "tls.p12", "11")]
    assert list(history.built(good, {"wss": "bb"})) == [("wss", "tls.p12", "11")]
    assert list(history.built(run("p12", "1", "done", {"tls.p12": "11"}, parts={"tls": part}), {"tls": "aa"})) == []
    assert list(history.built(run("p12", "1", files={"inny.p12": "11"}, parts={"tls": part}), {"tls": "aa"})) == []
    assert list(history.built(run("p12", "1", files=["tls.p12"], parts={"tls": part}), {"tls": "aa"})) == []
    for odd in (None, 3, [], {"tls": 3}, {"tls": {}}, {"tls": {"sha256": "aa"}}):
        assert list(history.built(run("p12", "1", files={"tls.p12": "11"}, parts=odd), {"tls": "aa"})) == []
    several = [*run("x", "0", files=3, parts={"tls": part}), *good]
    assert list(history.built(several, {"tls": "aa"})) == [("tls", "tls.p12", "11")]


def test_the_earliest_end_of_the_links() -> None:
    late, early = run(history.LETTER, "1", deadline="2026-12-22"), run(history.LETTER, "2", deadline="2026-12-20")
    none, odd = run(history.LETTER, "3", deadline=None), run(history.LETTER, "4", deadline="jutro")
    assert history.link_deadline([*late, *early, *none, *odd]) == date(2026, 12, 20)
    assert history.link_deadline([*late, *early, entry("undone", "2")]) == date(2026, 12, 22)
    assert history.link_deadline([*none, *odd]) is None


def test_the_number_of_the_application() -> None:
    first, second = run(history.LETTER, "1", number="111"), run(history.LETTER, "2", number="222")
    without = run(history.LETTER, "3", number=None)
    assert history.application_number([*first, *second, *without]) == "222"
    assert history.application_number([*without, *run(history.LETTER, "4", number=7)]) is None


def test_the_day_that_the_portal_showed() -> None:
    shown = run(history.PORTAL, "1", "done", date="2028-11-21")
    assert history.portal_date(shown) == date(2028, 11, 21)
    assert history.portal_date([*shown, *run(history.PORTAL, "2", "done", date=20)]) is None
    assert history.portal_date([]) is None


def test_details_of_a_run_that_was_begun_twice_are_the_later_ones() -> None:
    """An interrupted run is completed under the same number, with a plan made anew."""
    begun = [entry("started", "1", plan={"details": {"deadline": "2026-01-01"}}), entry("interrupted", "1")]
    entries = [*begun, *run(history.LETTER, "1", deadline="2026-12-20")]
    assert history.link_deadline(entries) == date(2026, 12, 20)
    odd = [entry("started", "1", plan=3), entry("verified", "1", operation=history.LETTER)]
    assert history.link_deadline(odd) is None
    assert history.link_deadline([entry("started", "1", plan={"details": 3}), odd[1]]) is None


def test_the_day_of_an_entry() -> None:
    assert history.day_of(entry("x", "1")) == "22.11.2026"
    assert history.day_of({"time": "wczoraj"}) == "(data nieczytelna)"


def test_until_when_the_trusted_profile_is_valid() -> None:
    first, second = (
        run(history.PROFILE, "1", "done", until="2027-01-01"),
        run(history.PROFILE, "2", "done", until="2028-01-01"),
    )
    assert history.profile_end([*first, *second]) == date(2028, 1, 1)
    assert history.profile_end([*second, *first]) == date(2027, 1, 1)
    assert history.profile_end([]) is None


def test_how_step_7_was_closed_last() -> None:
    window = run(history.REPLACED, "1", days=["2028-11-20", "2028-11-21", "jutro"])
    person = run(history.COMPARED, "2", "done", day="2028-11-21", days=["2030-01-01"])
    both = frozenset({date(2028, 11, 20), date(2028, 11, 21)})
    assert history.raportnet([*window, *person]) == (person[1], frozenset({date(2028, 11, 21)}))
    assert history.raportnet([*person, *window]) == (window[1], both)
    assert history.raportnet([*window, *person, entry("undone", "2")]) == (window[1], both)
    assert history.raportnet(run(history.REPLACED, "3", days="2028")) == (entry_of("3"), frozenset())
    assert history.raportnet(run(history.REPLACED, "3", days=2028)) == (entry_of("3"), frozenset())
    assert history.raportnet([]) is None


def entry_of(id_: str) -> Entry:
    return run(history.REPLACED, id_)[1]
