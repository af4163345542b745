"""Where the product's rooms stand, for tests that read all of its code."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("office", "docflow", "meetings", "archive", "realtime")
