"""The search port and its two engines: one character a token, phrases, the same set from both. No Django here."""
