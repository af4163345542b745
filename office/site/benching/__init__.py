"""Figures: how fast and how large the product is, each against a reference measured in the same run."""
