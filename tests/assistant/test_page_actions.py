"""Pages that name something to do, and answers from evidence that name a page: both must be there."""

from __future__ import annotations

from typing import get_args

from assistant.reports.here import Topic
from assistant.talk.telling import PAGE_OF
from kb.page import load_pages


def test_what_a_page_does_is_known() -> None:
    pages = load_pages()
    deeds = {page.does for page in pages} | {answer.does for page in pages for answer in page.answers}
    assert deeds <= {"", "next", *get_args(Topic)}
    assert "next" in deeds


def test_what_was_told_belongs_to_a_page_that_is_there() -> None:
    assert set(PAGE_OF) <= set(get_args(Topic))
    assert set(PAGE_OF.values()) <= {page.slug for page in load_pages()}
