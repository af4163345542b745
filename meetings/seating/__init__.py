"""座次：who sits where at a meeting. Layouts and their protocol order are pure (`rules`); a plan follows those who come."""
