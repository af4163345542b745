"""送来目录：an XLSX catalogue, and the ZIP with its files."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archive.importing.actions.bring import bring, read_catalogue
from archive.importing.fonds import fonds_for, fonds_of, next_code
from archive.importing.packages import LARGEST as LARGEST_PACKAGE
from archive.importing.policy import organs_of
from office.api import Actor, Organ, actor_for, key_of
from office.kernel.refusals import Invalid, Refusal
from office.kernel.uploads import LARGEST, clean_name


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what it brings: examined and read, then to its columns."""
    by = actor_for(request)
    organs = organs_of(by)
    if request.method == "POST":
        try:
            return _brought(request, by, organs)
        except Refusal as refusal:
            return render(request, "importing/pages/new.html", _form(request, organs, refusal), status=refusal.status)
    return render(request, "importing/pages/new.html", _form(request, organs))


def _brought(request: HttpRequest, by: Actor, organs: list[Organ]) -> HttpResponse:
    key = key_of(request)
    organ = next((one for one in organs if str(one.uid) == request.POST.get("organ")), organs[0])
    given, package = request.FILES.get("catalogue"), request.FILES.get("package")
    if given is None:
        raise Invalid("没有选目录。请先选XLSX或CSV目录。", field="catalogue")
    catalogue = read_catalogue(_content(given, LARGEST), given.name or "")
    fonds = _fonds(organ, request.POST.get("code", "").strip(), by)
    batch = bring(
        catalogue,
        fonds,
        _content(package, LARGEST_PACKAGE) if package is not None else None,
        clean_name(package.name or "") if package is not None else "",
        by=by,
        key=key,
    )
    return redirect(batch)


def _fonds(organ: Organ, code: str, by: Actor) -> UUID:
    return fonds_for(organ, code, by=by).uid


def _content(file: "UploadedFile[bytes]", limit: int) -> bytes:
    """Never more than what is taken, and one byte to see that it was more."""
    return bytes(file.read(limit + 1))


def _form(request: HttpRequest, organs: list[Organ], refusal: Refusal | None = None) -> dict[str, Any]:
    without = [one for one in organs if fonds_of(one) is None]
    return {
        "organs": organs,
        "chosen": request.POST.get("organ", ""),
        "asks_for_code": bool(without),
        "code": request.POST.get("code") or (next_code() if without else ""),
        "refusal": refusal,
    }
