"""The document: a meeting, its cases, decisions and history, and the file that keeps them."""
