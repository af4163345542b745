"""What a preview shows for what is given only after 签发: grey, and as wide as the real thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Texts for the elements that the document does not have yet; one it has is drawn as it is."""

    number: str = "××〔××××〕×号"
    date: str = "××××年×月×日"
    print_date: str = "××××年×月×日"
