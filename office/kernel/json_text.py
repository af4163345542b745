"""JSON that has one way to be written, kept as the very text that was digested."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

JsonObject = dict[str, Any]

if TYPE_CHECKING:
    ObjectField = models.TextField[JsonObject, JsonObject]
else:
    ObjectField = models.TextField


def canonical_json(value: Any) -> str:
    """The one text of a value: keys sorted, no spaces, Han as they are. Raises TypeError, ValueError for what JSON cannot say."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


class JsonText(ObjectField):
    """An object as canonical JSON in a text column: both engines give back every byte, which `jsonb` would not. Empty is {}."""

    def get_prep_value(self, value: Any) -> Any:
        return canonical_json(value) if isinstance(value, dict) else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> JsonObject | None:  # noqa: ARG002 - Django's signature
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value
