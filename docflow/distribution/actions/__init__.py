"""The verbs of deliveries, of the receiver and of the sender."""
