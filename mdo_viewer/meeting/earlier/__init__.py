"""From before: a patient of an earlier meeting, what comes along and is asked anew, and what other trees wrote."""
