"""Shared by all tests. This file also puts its folder on the path: ``tools`` and ``support`` are found by it."""
