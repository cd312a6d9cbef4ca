"""Step 3: the answer by e-mail and the downloaded certificates."""
