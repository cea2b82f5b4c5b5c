"""What lies over the window until it is closed."""
