"""登录的终止：what else must end when a person may no longer be signed in (an account stopped, a password reset)."""

from collections.abc import Callable

from django.db import transaction

from office.models.people import Person

Listener = Callable[[int], None]

_listeners: list[Listener] = []


def on_sign_in_ended(listener: Listener) -> Listener:
    """Let a room above end what it keeps open for a person (his row key), once the act is committed. Asked for when it is loaded."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def end_sign_ins(person: Person) -> None:
    """His sessions fall with his password's digest, which the caller has changed; the rest is told after the commit.

    What a listener fails to end ends by itself at its next look, so its failure must not make a committed act look refused.
    """
    for listener in _listeners:
        transaction.on_commit(lambda tell=listener: tell(person.pk), robust=True)  # type: ignore[misc] # bound now, not at the end of the loop
