"""The prepared fonts, for pages that this system prints."""

from tests.docflow.conftest import fonts

__all__ = ["fonts"]
