"""Keys, requests, certificates and keystores, read and written."""
