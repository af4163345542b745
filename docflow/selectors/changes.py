"""What each version changed against the one before it, in a sentence. Versions never change, so a sentence is made once and kept in a cache."""

from pathlib import Path
from typing import Final

from docflow import cache
from docflow.models import Document, Version
from docflow.workshop import tell_changes
from office.kernel.digests import sm3

_AT_ONCE: Final = 8  # versions: others wait for their turn at the child meanwhile


def told_versions(document: Document) -> dict[int, str]:
    """版次 → 改动2处，增9字，删1字：…; the first version, which has none before it, is not among them."""
    digests = dict(document.versions.values_list("n", "sm3"))
    places = {n: _place(digests[n - 1], digests[n]) for n in digests if n - 1 in digests}
    told = {n: known.decode() for n, place in places.items() if (known := cache.known(place)) is not None}
    if lacking := sorted(places.keys() - told.keys()):
        texts = dict(
            Version.objects.filter(document=document, n__in={k for n in lacking for k in (n - 1, n)}).values_list(
                "n", "elements"
            )
        )
        for some in (lacking[k : k + _AT_ONCE] for k in range(0, len(lacking), _AT_ONCE)):
            for n, sentence in zip(some, tell_changes([(texts[n - 1], texts[n]) for n in some]), strict=True):
                cache.keep(places[n], sentence.encode())
                told[n] = sentence
    return told


def _place(old: str, new: str) -> Path:
    return cache.place("changes", sm3(f"{old} {new}".encode()).hex(), ".txt")
