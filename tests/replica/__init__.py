"""A stand-in, on this machine, for the sources of figures and boundaries: real-shaped answers and provoked faults."""
