"""The windows: they show a state and pass on what the user did."""
