"""What goes to disk, clipboard and printer, and what comes from there."""
