"""Rows of importing."""
