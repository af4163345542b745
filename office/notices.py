"""What the next page says after an act: 已签发，公文转入复核。"""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """Tell him what was done, with the address that takes it back (a POST with a `key`) where it can be taken back."""
    messages.success(request, sentence, extra_tags=undo)


def warn(request: HttpRequest, sentence: str) -> None:
    """Tell him what was not done, or what he should look at; it stays until he leaves the page."""
    messages.warning(request, sentence)
