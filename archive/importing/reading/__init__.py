"""What is brought, read to what a record needs to know. Pure: values in, values out, no Django."""

from archive.importing.reading.described import AttachedText, Described
from archive.importing.reading.documents import read_document

__all__ = ["AttachedText", "Described", "read_document"]
