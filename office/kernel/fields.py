"""Model fields for what must not lie readable in a database file or a dump."""

from typing import Any

from django.conf import settings
from django.db import models

from office.kernel import keyring


class EncryptedTextField(models.TextField):  # type: ignore[type-arg] # the text is a str on both sides
    """Text that is encrypted under the installation's key on its way to the database. It cannot be searched or sorted by."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return text if not text else keyring.installation(settings.DATA_DIR).wrap_text(text, context=self._context())

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:  # noqa: ARG002 - Django's signature
        return (
            value if not value else keyring.installation(settings.DATA_DIR).unwrap_text(value, context=self._context())
        )

    def _context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
