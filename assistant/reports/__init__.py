"""Texts about what is there: status, check of files, diagnosis, report, reminders."""
