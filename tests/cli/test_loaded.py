"""A plain pytest forks the program where ``.ci/run`` starts it (tests/support/loaded.py): both do the same."""

import pytest
from support.loaded import loaded
from support.program import Home


@pytest.mark.parametrize(
    ("words", "feed"),
    [
        (["--version"], b""),
        (["krok", "nic"], b""),
        (["stan", "--folder", "żółw", "--json"], b""),
        (["krok", "csr"], b""),
        (["--prosto"], "co dalej\nzażółć gęślą jaźń\nkoniec\n".encode()),
        (["--prosto"], b"\xff" * 200_000),
    ],
)
def test_forked_or_started_it_does_the_same(home: Home, words: list[str], feed: bytes) -> None:
    forked = loaded().run(words, feed, home.environment, home.path, 60)
    assert forked == home._start(words, feed, home.environment)


def test_one_that_never_ends_is_ended(home: Home) -> None:
    with pytest.raises(TimeoutError):
        loaded().run(["krok", "csr", "--bity", "4096"], b"", home.environment, home.path, 0.001)
    assert loaded().run(["--version"], b"", home.environment, home.path, 60)[0] == 0
