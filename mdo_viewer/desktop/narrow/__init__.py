"""What stands in the place of columns in a window that is too narrow for its text: tabs, and head and foot."""
