"""What the trees of a pack say of each other, proven over the whole pack."""
