"""Fails on purpose, and passes: ``test_screen.py`` looks at what is left of it."""


def test_that_fails() -> None:
    raise AssertionError


def test_that_passes() -> None:
    """Leaves nothing."""
