"""The controls that everything on screen is made of; they know no patient."""
