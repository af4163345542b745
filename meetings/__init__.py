"""办会：rooms and who has them. The chain of a meeting stands on it."""
