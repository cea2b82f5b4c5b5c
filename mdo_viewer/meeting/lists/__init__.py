"""A list of patients out of a spreadsheet: its cells, what they mean, which are to be checked, and a template."""
