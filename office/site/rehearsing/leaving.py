"""What a rehearsal leaves: the sealed file, the elements as sealed, the ledger of its steps, the handling sheet."""

import json
from pathlib import Path
from typing import Any

from docflow.elements.data import to_data
from docflow.models import Act, Document
from docflow.printing import sheet_pdf
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.selectors.versions import current_version, whole
from docflow.walking.definitions import definition_of
from docflow.wording import stance_word
from office.api import read
from office.kernel.clock import OFFICE_ZONE, now

DEEDS = {"start", "complete", "return_to", "job_done"}


def leave(document: Document, folder: Path) -> None:
    """Write sealed.pdf, document.json, ledger.json and handling-sheet.pdf, each whole or not at all."""
    document = Document.objects.select_related("run", "organ", "drafter").get(
        pk=document.pk
    )  # as its last step left it
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "sealed.pdf", read(document.sealed.file))
    _write(folder / "document.json", _json(to_data(whole(document, current_version(document)))))
    _write(folder / "ledger.json", _json(ledger(document)))
    _write(folder / "handling-sheet.pdf", sheet_pdf(outgoing_sheet(document, at=now())))


def ledger(document: Document) -> dict[str, Any]:
    """Number, seals and every step as it is recorded: act, name, by, post, organ, at, opinion."""
    acts = document.run.acts.filter(kind__in=DEEDS).prefetch_related("opinions").order_by("seq")
    return {
        "number": document.number,
        "seals": document.sealed.seals,
        "steps": [_step(document, act) for act in acts],
    }


def _step(document: Document, act: Act) -> dict[str, str]:
    definition = definition_of(document.run)
    step = act.step or ("draft" if act.kind == "start" else _waited(document, act))
    label = definition.label_of(step)
    said = next((opinion.text or stance_word(opinion.stance) for opinion in act.opinions.all()), "")
    return {
        "act": {"return_to": "return_to", "start": "draft"}.get(act.kind, step),
        "name": f"{label}退回" if act.kind == "return_to" else label,
        "by": act.names["name"],
        "post": act.names["post"],
        "organ": act.names["organ"] or document.organ.name,
        "at": act.at.astimezone(OFFICE_ZONE).isoformat(),
        "opinion": said,
    }


def _waited(document: Document, act: Act) -> str:
    """The system step whose job an act is about."""
    waits = document.run.state.get("waits", [])
    return next((wait["step"] for wait in waits if wait["id"] == act.data.get("wait")), "")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
