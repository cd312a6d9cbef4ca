"""Every rule has a file in tests/kb/lint that breaks it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb import lint, lint_answers
from kb.forms import synonyms
from kb.lint import check_lines, check_page, check_synonyms
from kb.lint_answers import Finding, check_first_sentences
from kb.outside import read_outside
from kb.page import PageError, read_page

FOLDER = Path(__file__).parent / "lint"
SLUGS = {"what-is-p1", "validity-period"}
SOURCE = "".join(Path(each.__file__).read_text("utf-8") for each in (lint, lint_answers))
RULES = sorted(set(re.findall(r'"(KB\d+)"', SOURCE)))


def findings(name: str) -> list[Finding]:
    page = None
    try:
        page = read_page(name, FOLDER)
    except PageError as error:
        if (FOLDER / f"{name}.md").exists():
            return [Finding("KB101", name, str(error))]
    if page:
        return [*check_page(page, SLUGS), *check_lines([page], ()), *check_first_sentences([page])]
    path = FOLDER / f"{name}.toml"
    if name in {"KB402", "KB403", "KB405"}:
        return list(check_lines([read_page("good", FOLDER)], read_outside(path)))
    return list(check_synonyms(synonyms(path)))


def test_the_good_page_breaks_no_rule() -> None:
    assert findings("good") == []


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_broken_by_its_file_alone(rule: str) -> None:
    assert {finding.rule for finding in findings(rule)} == {rule}


def test_our_content_breaks_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint.main() == 0, capsys.readouterr().out
