"""Where this installation stands: what its organisation set, and whether it keeps what is its own beside itself."""
