"""Step 4: two PKCS#12 files."""
