"""检索：one box for records and for papers still in the office; permission is part of the question."""
