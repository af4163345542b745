"""Questions about deliveries."""
