"""The verbs of circulation, one a file."""
