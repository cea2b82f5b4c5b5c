"""What the room sees: content, page, window and screens."""
