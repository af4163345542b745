"""What the pages of records are given."""

from archive.forms.acts import ChoicesForm, DescriptionForm, JudgementsForm, ReasonForm

__all__ = ["ChoicesForm", "DescriptionForm", "JudgementsForm", "ReasonForm"]
