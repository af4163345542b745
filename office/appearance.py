"""明暗与大字：what a person chose for his screen, or what a visitor's browser keeps in a cookie."""

from dataclasses import dataclass

from django.http import HttpRequest

from office.models.people import Person

COOKIE = "appearance"
THEMES = ("auto", "light", "dark")
TYPES = ("standard", "large")


@dataclass(frozen=True)
class Appearance:
    """The two words that the page's root element carries."""

    theme: str = "auto"
    type: str = "standard"

    @property
    def other_type(self) -> str:
        return "standard" if self.type == "large" else "large"

    @property
    def other_theme(self) -> str:
        """What the switch asks for; a person who follows the system begins with the opposite of the usual."""
        return "light" if self.theme == "dark" else "dark"

    def with_choice(self, theme: str = "", type: str = "") -> "Appearance":  # noqa: A002 - the root element's own word
        """The same with what was chosen; words that are none of ours change nothing."""
        return Appearance(theme if theme in THEMES else self.theme, type if type in TYPES else self.type)


def appearance_of(request: HttpRequest) -> Appearance:
    """His own when he is signed in, else the cookie's, else what the system says."""
    person = getattr(request, "user", None)
    if isinstance(person, Person):
        return Appearance(person.theme, "large" if person.large_type else "standard")
    theme, _, type_ = request.COOKIES.get(COOKIE, "").partition(".")
    return Appearance().with_choice(theme, type_)


def keep(person: Person, chosen: Appearance) -> None:
    """Write the choice to his account; a choice repeated is the same choice, so it needs no key."""
    Person.objects.filter(pk=person.pk).update(theme=chosen.theme, large_type=chosen.type == "large")
