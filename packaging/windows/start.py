"""What the frozen program runs."""

from assistant.main import run

run()
