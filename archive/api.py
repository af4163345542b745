"""What the desk may call of the archive."""

__all__: list[str] = []
