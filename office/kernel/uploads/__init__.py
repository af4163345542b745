"""Files that people bring: decided by content, cleaned in name, refused with a sentence that says what to do."""

from office.kernel.uploads.examination import LARGEST, Examined, NoTurn, examine
from office.kernel.uploads.names import clean_name

__all__ = ["LARGEST", "Examined", "NoTurn", "clean_name", "examine"]
