"""What runs the contestants and writes down what they said, with the standard library alone."""
