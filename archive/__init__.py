"""归档：what is closed becomes a record: filed once, checked, found, lent."""
