"""An e-mail read as it is."""
