"""Tables of a patient: earlier radiotherapy, operations and steroids, and the moments that they give."""
