"""How long and how often, as the settings say."""

from datetime import timedelta

from django.conf import settings

POLL = 5.0  # seconds; how soon a job is found when nobody rang


def lease() -> timedelta:
    """How long a worker may be silent before its job is another's."""
    return timedelta(seconds=settings.JOB_LEASE)


def tries() -> int:
    """How often a job is begun at most."""
    return len(settings.JOB_PAUSES) + 1


def pause_after(tries_so_far: int) -> timedelta:
    """How long to wait before the next try."""
    return timedelta(seconds=settings.JOB_PAUSES[tries_so_far - 1])


def longest_pause() -> timedelta:
    """The longest of them."""
    return timedelta(seconds=max(settings.JOB_PAUSES))
