"""``zapytaj`` reads a line with the words of the conversation."""

from __future__ import annotations

import pytest

from assistant.cli.ask import Desk


@pytest.mark.parametrize("line", ["kalendarz", "zestaw", "stare", "do kalendarza", "krok 4", "csr"])
def test_a_word_of_the_conversation_is_a_command(line: str) -> None:
    assert Desk().reply(line)["kind"] == "command"
