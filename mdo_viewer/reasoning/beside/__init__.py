"""What stands beside an advice and decides nothing: marks, and statements from after the guideline."""
