"""Typesetting of an issue, asked of the child process. Never called under a lock."""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from docflow.briefs.paper import Paper, canonical_bytes
from docflow.workshop import REFUSALS
from office.kernel import child
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid


@dataclass(frozen=True)
class Laid:
    """An issue as typeset; `source` is the digest of what was."""

    pdf: bytes = field(repr=False)
    pages: int
    source: str


def source_of(paper: Paper) -> str:
    return sm3(canonical_bytes(paper)).hex()


def lay_out(paper: Paper) -> Laid:
    """排版. Raises Invalid with the typesetter's sentence (characters that no font has)."""
    try:
        made = child.run("docflow.briefs.workbench.lay_out", paper, Path(settings.FONTS_DIR))
    except child.FailedInChild as failed:
        if failed.kind in REFUSALS:
            raise Invalid(failed.message) from failed
        raise
    return Laid(made["pdf"], made["pages"], source_of(paper))
