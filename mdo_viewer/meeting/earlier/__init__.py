"""A patient of an earlier meeting: what comes along into this one, and what is asked anew."""
