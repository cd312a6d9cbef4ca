"""The conversation: what a line means, what is said back, what is done."""
