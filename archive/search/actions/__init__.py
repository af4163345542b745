"""What is done with a search: one verb, one function, one file."""
