"""A uid that came in an address or a form."""

from uuid import UUID

from office.kernel.refusals import NotThere


def uid_in(text: str, what: str) -> UUID | None:
    """The uid that a text spells; None for an empty one. Raises NotThere of `what` for anything else."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotThere(what) from error
