"""Pure functions over a tree and facts: the advice, its path, routes and proofs."""
