"""The route of a loan, as data."""
