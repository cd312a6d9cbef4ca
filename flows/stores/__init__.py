"""Certificate stores of the system: Windows, NSS, and a folder to practise with."""
