"""常用批示语的修改。"""

from collections.abc import Sequence
from uuid import UUID

from docflow.incoming.models import Phrase
from docflow.incoming.phrasing import PLACES, as_written, unknown_places
from office.api import Actor, action
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line

MOST = 12


@action
def keep_phrases(texts: Sequence[str], *, by: Actor, key: UUID) -> Phrase | None:
    """常用批示语：these are his from now on, in this order; none, and the usual ones are shown again."""
    lines = [clean_line(text, "批示语", 200, field="phrases") for text in texts]
    kept = list(dict.fromkeys(line for line in lines if line))
    if len(kept) > MOST:
        raise Invalid(f"常用批示语最多{MOST}条。请删去不常用的。", field="phrases")
    for line in kept:
        if unknown := unknown_places(line):
            places = "、".join(f"〔{name}〕" for name in PLACES)
            raise Invalid(f"“{as_written(line)}”里的“〔{unknown[0]}〕”填不上。可用的有{places}。", field="phrases")
    Phrase.objects.filter(person=by.person).delete()
    rows = Phrase.objects.bulk_create(Phrase(person=by.person, text=line, order=n) for n, line in enumerate(kept))
    return rows[0] if rows else None
