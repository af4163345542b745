"""Pure: days of a month, bars of fairness, a table that is brought."""
