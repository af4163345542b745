"""The city with something of every kind, for whoever walks every address."""

from tests.office.site.test_strangers import city

__all__ = ["city"]
