"""Shared by all tests. This file also puts its folder on the path: ``tools`` and ``support`` are found by it."""

import signal

# A shell's background job ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
