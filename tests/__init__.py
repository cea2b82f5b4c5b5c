"""The tests; `tests.helpers` and the like can be imported from any of them."""
