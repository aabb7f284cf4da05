"""Many trainings at once, and what may be concluded from them."""
