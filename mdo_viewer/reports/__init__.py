"""One summary, written in several formats."""
