"""The conversation: command line, console, understanding, sessions and the assistant's own sentences."""
