"""How large a request may be: the largest file that is taken, and the form round it."""

LARGEST = 60_000_000  # bytes; what docs/operations.md asks of the proxy in front
LARGEST_IN_WORDS = f"{LARGEST // 1_000_000}兆字节"
