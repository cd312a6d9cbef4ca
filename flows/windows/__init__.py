"""Step 6: both certificates in the store of every computer."""
