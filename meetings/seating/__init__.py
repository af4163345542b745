"""座次：who sits where, by protocol, and what is printed of it."""
