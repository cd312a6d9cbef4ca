"""Step 5: the certificate in ZSMOPL."""
