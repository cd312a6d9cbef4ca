"""The renewal on paper: a throw-away folder and a practice authority."""
