"""公文核验：anybody brings a file and learns what its seals prove. Nothing of it is kept."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from docflow.selectors.seal_register import entry_of
from docflow.selectors.verification import verify_content
from docflow.views.findings import findings
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.origin import origin
from office.kernel.rate_limit import network_of, within_limit
from office.kernel.refusals import Invalid, Refusal, TooLarge, TooOften
from office.kernel.uploads import clean_name
from office.kernel.wording import full_moment

LARGEST = 20_000_000  # bytes
FORM = 100_000  # bytes that the form adds to its file
A_MINUTE = 20  # checks from one address


class InMemory(MemoryFileUploadHandler):
    """Django writes larger files to a folder of the disk; these are to leave no trace."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        super().handle_raw_input(*args, **kwargs)
        self.activated = True  # whatever the size: `_brought` has looked at it


@login_not_required
@csrf_exempt  # it changes nothing and knows nobody
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and under it the result for the file just brought."""
    result: dict[str, Any] = {"findings": None, "refusal": None, "largest": f"{LARGEST // 1_000_000} MB"}
    if request.method != "POST":
        return render(request, "docflow/pages/verify.html", result)
    try:
        result |= _checked(request)
    except Refusal as refusal:
        result["refusal"] = refusal
        return render(request, "docflow/pages/verify.html", result, status=refusal.status)
    return render(request, "docflow/pages/verify.html", result)


def _checked(request: HttpRequest) -> dict[str, Any]:
    address = origin.get().address or request.META.get("REMOTE_ADDR", "")
    if not within_limit("verify", network_of(address), limit=A_MINUTE, seconds=60):
        raise TooOften(f"一分钟内最多核验{A_MINUTE}份文件。请过一分钟再试。")
    name, content = _brought(request)
    check = verify_content(content)
    return {
        "findings": findings(check, entry_of(check.revisions)),
        "name": name,
        "size": _size(content),
        "digest": _digest(content),
        "at": full_moment(now()),
    }


def _brought(request: HttpRequest) -> tuple[str, bytes]:
    """Name and content of the file. Raises Invalid or TooLarge."""
    too_large = TooLarge(f"文件超过{LARGEST // 1_000_000} MB，没有核验。请用“verify”命令在本机核验，或联系印发机关。")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + FORM:
        raise too_large
    request.upload_handlers = [InMemory(request)]
    file = request.FILES.get("file")
    if file is None:
        raise Invalid("没有收到文件。请选择一份 PDF 后再核验。", field="file")
    content = file.read()
    if len(content) > LARGEST:
        raise too_large
    if not content:
        raise Invalid("文件是空的。请确认文件已保存并有内容后再核验。", field="file")
    return clean_name(file.name or ""), content


def _size(content: bytes) -> str:
    return f"{len(content) / 1_000_000:.1f} MB" if len(content) >= 1_000_000 else f"{max(len(content) // 1_000, 1)} kB"


def _digest(content: bytes) -> str:
    """SM3 in groups of eight digits, to be compared by eye."""
    digits = sm3(content).hex()
    return " ".join(digits[place : place + 8] for place in range(0, 64, 8))
