"""What flows and operations are made of, and what carries them out."""
