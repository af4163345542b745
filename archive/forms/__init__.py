"""What the pages of records are given."""

from archive.forms.acts import ChoicesForm, DescriptionForm, JudgedTogetherForm, JudgementsForm, ReasonForm

__all__ = ["ChoicesForm", "DescriptionForm", "JudgedTogetherForm", "JudgementsForm", "ReasonForm"]
