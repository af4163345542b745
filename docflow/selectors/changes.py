"""What each version changed against the one before it, in a sentence. Versions never change, so a sentence is made once and kept in a cache."""

from pathlib import Path

from docflow import cache
from docflow.models import Document, Version
from docflow.workshop import tell_changes
from office.kernel.digests import sm3


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
        for n, sentence in zip(lacking, tell_changes([(texts[n - 1], texts[n]) for n in lacking]), strict=True):
            cache.keep(places[n], sentence.encode())
            told[n] = sentence
    return told


def _place(old: str, new: str) -> Path:
    return cache.place("changes", sm3(f"{old} {new}".encode()).hex(), ".txt")
