"""值班：who is on duty when, and how that came about."""
