"""What a rehearsal leaves: the sealed file, the elements as sealed, the ledger of its steps, the handling sheet."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from docflow.distribution.models import DeliveryState
from docflow.elements.data import to_data
from docflow.models import Act, Document
from docflow.printing import sheet_pdf
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.selectors.versions import current_version, whole
from docflow.walking.definitions import definition_of
from docflow.wording import stance_word
from office.api import read
from office.kernel import crash
from office.kernel.clock import OFFICE_ZONE, now

DEEDS = {"start", "complete", "return_to", "job_done"}
SETTLED = {DeliveryState.SIGNED: ("sign_for", "签收"), DeliveryState.RETURNED: ("send_back", "退文")}


def leave(document: Document, folder: Path) -> None:
    """Write handling-sheet.pdf, ledger.json, document.json and sealed.pdf, each whole or not at all: where the last is, all are."""
    document = Document.objects.select_related("run", "organ", "drafter").get(
        pk=document.pk
    )  # as its last step left it
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "handling-sheet.pdf", sheet_pdf(outgoing_sheet(document, at=now())))
    _write(folder / "ledger.json", _json(ledger(document)))
    _write(folder / "document.json", _json(to_data(whole(document, current_version(document)))))
    crash.point("rehearsal.nearly_left")
    _write(folder / "sealed.pdf", read(document.sealed.file))


def ledger(document: Document) -> dict[str, Any]:
    """Number, seals and every step as it is recorded: act, name, by, post, organ, at, opinion; the receivers' among them."""
    acts = document.run.acts.filter(kind__in=DEEDS).prefetch_related("opinions").order_by("seq")
    steps = [(act.at, _step(document, act)) for act in acts]
    steps += _receipts(document)
    return {
        "number": document.number,
        "seals": document.sealed.seals,
        "steps": [step for _, step in sorted(steps, key=lambda one: one[0])],
    }


def _step(document: Document, act: Act) -> dict[str, str]:
    definition = definition_of(document.run)
    step = act.step or ("draft" if act.kind == "start" else _waited(document, act))
    label = definition.label_of(step)
    return _row(
        {"return_to": "return_to", "start": "draft"}.get(act.kind, step),
        f"{label}退回" if act.kind == "return_to" else label,
        act.names,
        act.at,
        next((opinion.text or stance_word(opinion.stance) for opinion in act.opinions.all()), ""),
        organ=document.organ.name,
    )


def _receipts(document: Document) -> Iterator[tuple[datetime, dict[str, str]]]:
    """重发, 签收 and 退文, each with its moment; the first sending is a step of the route."""
    home = document.organ.name
    for one in document.deliveries.select_related("receiver").order_by("pk"):
        if one.follows_id is not None:
            yield one.sent_at, _row("resend", "重发", one.sent_names, one.sent_at, "", organ=home)
        if one.settled_at is not None and one.state in SETTLED:
            act, name = SETTLED[DeliveryState(one.state)]
            receiver = one.receiver.name
            yield one.settled_at, _row(act, name, one.settled_names, one.settled_at, one.reason, organ=receiver)


def _row(act: str, name: str, who: Mapping[str, Any], at: datetime, opinion: str, *, organ: str) -> dict[str, str]:
    """`organ`: whose it is, where the record names none."""
    return {
        "act": act,
        "name": name,
        "by": who["name"],
        "post": who["post"],
        "organ": who["organ"] or organ,
        "at": at.astimezone(OFFICE_ZONE).isoformat(),
        "opinion": opinion,
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
