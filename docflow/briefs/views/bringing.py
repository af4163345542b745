"""随信息带来的附件."""

from django.http import HttpRequest

from docflow.briefs.actions.submit import MOST_FILES
from office.kernel.refusals import Invalid
from office.kernel.uploads import LARGEST, Examined, examine


def files_of(request: HttpRequest) -> list[tuple[bytes, Examined]]:
    """Those that were brought, each examined by its content. Raises Invalid for the first that cannot be kept, by name."""
    found: list[tuple[bytes, Examined]] = []
    for file in request.FILES.getlist("files")[: MOST_FILES + 1]:
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有报送：“{file.name}”超过{LARGEST // 1024 // 1024}兆字节。请压缩后再传。", field="files")
        content = file.read()
        found.append((content, examine(content, str(file.name))))
    return found
