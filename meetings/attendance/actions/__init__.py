"""The verbs of replies and sign-in."""
