"""What the frozen program runs."""

from assistant.cli.main import run

run()
