"""Step 2: the application in SOW."""
