"""Other programs' windows, driven as a person would: found by what they show, pressed, read, filled."""
