"""What a file brings along to be judged by: the certificates, lists and answers of its document security store (PAdES B-LT)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject
from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True)
class Evidence:
    """All DER. Certificates prove nothing by being here; lists and answers count when their issuer signed them."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


def evidence_in(reader: PdfFileReader) -> Evidence:
    """The /DSS of the file's last revision; empty when there is none."""
    store = reader.root["/DSS"] if "/DSS" in reader.root else {}  # noqa: SIM401 - pyHanko's get() does not follow a reference
    certificates, crls, ocsps = (tuple(_streams(store, key)) for key in ("/Certs", "/CRLs", "/OCSPs"))
    return Evidence(certificates, crls, ocsps)


def _streams(store: Any, key: str) -> Iterator[bytes]:
    items = store[key] if key in store else ()  # noqa: SIM401
    for item in items if isinstance(items, ArrayObject) else ():
        yield bytes(item.get_object().data)
