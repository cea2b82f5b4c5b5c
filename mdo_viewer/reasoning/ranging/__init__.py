"""Facts known as a range ("2–6 months"): what holds for every number in it, and the ways that part (decision 32)."""
