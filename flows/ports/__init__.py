"""What the program touches outside its files, as protocols: who does it on which computer is decided elsewhere."""
