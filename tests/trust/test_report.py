"""The page of figures: it says what the results say, and names only tests that exist."""

import re

from trust import report


def test_the_page_is_that_of_the_results() -> None:
    told = "uv run python -m tests.trust page"
    assert report.PAGE.read_text("utf-8") == report.page(), told


def test_every_test_that_it_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", report.page())
    assert len(named) > len(report._OTHERS)
    assert [each for each in named if not (report.DOCS.parent / each).exists()] == []
