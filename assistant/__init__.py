"""The conversation: command line, console, understanding, sessions and the assistant's own sentences."""

__version__ = "0.1.0"
