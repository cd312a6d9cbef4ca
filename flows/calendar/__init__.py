"""Deadlines as a calendar file."""
