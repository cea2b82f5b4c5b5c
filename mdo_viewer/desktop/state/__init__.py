"""What the window holds and what may be done to it, as values. No Qt."""
