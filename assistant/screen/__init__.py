"""What is shown and read: consoles, rendering, the assistant's own sentences."""
