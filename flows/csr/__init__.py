"""Step 1: two keys and two requests."""
