"""What a typesetter and a seal leave behind of a document, made by hand: a page that claims PDF/A and is, and the final text under it."""

import io
from datetime import timedelta
from functools import cache
from itertools import count

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from docflow.models import Document, Rendition
from docflow.models.seals import Seal, SealUse
from office.api import keep
from office.kernel.clock import now
from tests.office.kernel.uploads.making import pdf

PDF = "application/pdf"
_numbers = count(1)


@cache
def page_for_keeping(mark: str = "") -> bytes:
    """One empty page of PDF/A-2b; `mark` tells one from another."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as page:
        with page.open_metadata(set_pikepdf_as_editor=False) as told:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"
            told["xmp:Label"] = f"{mark} "
        page.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@cache
def _certificate() -> str:
    """One that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now()).not_valid_after(now() + timedelta(days=1))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def with_final_text(document: Document) -> None:
    """定稿 of a sealed document, and the use of the seal that says so."""
    who = document.drafter
    with transaction.atomic():
        file = keep(page_for_keeping("定稿"), PDF)
        Rendition.objects.create(
            document=document,
            version=1,
            kind="final",
            source="1" * 64,
            file=file,
            pages=1,
            breaks="",
            engine="1",
            fonts="2" * 64,
        )
        seal = Seal.objects.create(
            organ=document.organ,
            name=f"公章{next(_numbers)}",
            diameter="42",
            drawing=file,
            certificate=_certificate(),
            wrapped_key=b"-",
        )
        SealUse.objects.create(
            seal=seal,
            document=document,
            state="done",
            asked_by=who,
            asked_names=who.names(),
            page_sm3=file.sm3,
            sealed_sm3=document.sealed.sm3,
            ended_at=now(),
        )
