"""立户与制章：an organ's 代字 (条例第三十七条), its seal, and who may use it."""

from pathlib import Path
from ssl import DER_cert_to_PEM_cert

from django.conf import settings

from docflow.models import IssuingCode, Seal, SealAuthorisation
from office.api import Organ, keep, record, with_role
from office.kernel import keyring
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.transactions import require_transaction


def open_code(organ: Organ, code: str, *, label: str, form: str, print_organ: str = "") -> IssuingCode:
    """发文立户：let an organ number its documents under a 代字; a code it has already is left as it is."""
    require_transaction()
    opened, _ = IssuingCode.objects.get_or_create(
        organ=organ,
        code=code,
        defaults={
            "label": label,
            "form": form,
            "mark": organ.name,
            "signature": organ.name,
            "print_organ": print_organ or organ.name,
        },
    )
    return opened


def make_demo_seal(organ: Organ, diameter: float, picture: bytes) -> Seal:
    """制章：a seal certified by the demonstration's authority, for its organ's seal keepers. `picture` is drawn outside the lock."""
    from docflow.seals.demo_ca import DemoAuthority  # noqa: PLC0415 - loads the ciphers, which most commands do without
    from docflow.seals.keys import new_key, wrap_key  # noqa: PLC0415

    require_transaction()
    authority = DemoAuthority.open(Path(settings.DATA_DIR) / "demo-ca")
    uid, key = uuid7(), new_key()
    certificate = authority.certify(organ.name, key.public_key())
    seal = Seal.objects.create(
        uid=uid,
        organ=organ,
        name=f"{organ.name}印章",
        diameter=diameter,
        drawing=keep(picture, "application/pdf"),
        certificate="".join(map(DER_cert_to_PEM_cert, (certificate, *authority.chain))),
        wrapped_key=wrap_key(key, keyring.installation(settings.DATA_DIR), seal=str(uid)),
    )
    for keeper in with_role(organ, "seal_keeper"):
        SealAuthorisation.objects.get_or_create(
            seal=seal, post=keeper.post, until=None, defaults={"since": today(), "why": "印章启用时授权"}
        )
    record(None, "docflow.seal_made", stream=f"seal:{uid}", about=uid, title=seal.name, organ=organ.name)
    return seal
