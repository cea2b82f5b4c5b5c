"""The document: a meeting, its cases and decisions, and the file that keeps them."""
