"""The parts of the window: patient's way, facts, advice, decision, agreements, top bar and status line."""
