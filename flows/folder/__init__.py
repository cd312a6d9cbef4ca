"""What lies in a working folder, and what it proves."""
