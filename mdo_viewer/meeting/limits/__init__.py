"""The limit that a treatment has to meet, beside what the board decided."""
