"""Step 7: the certificate in RaportNet."""
