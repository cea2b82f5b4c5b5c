"""What panels, sheets and strip say, as values in words. No Qt."""
