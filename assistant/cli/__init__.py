"""The command line: arguments, commands and what each prints."""
