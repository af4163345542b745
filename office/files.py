"""文件的存取。The bytes go first, the row second, inside the action that needs the file."""

from collections.abc import Collection
from io import BytesIO

from django.conf import settings
from django.http import FileResponse

from office.kernel.files import FileStore, FolderStore
from office.kernel.transactions import require_transaction
from office.models.files import StoredFile


def store() -> FileStore:
    """The store of this installation."""
    return FolderStore(settings.DATA_DIR / "files")


def keep(content: bytes, media_type: str) -> StoredFile:
    """存入：write the content, then its row; if the action is rolled back, a sweep takes the content away."""
    require_transaction()
    return StoredFile.objects.create(sm3=store().keep(content), size=len(content), media_type=media_type)


def read(file: StoredFile) -> bytes:
    """取出：the whole content. Raises FileNotFoundError, and DamagedFileError when its size is not that of the row."""
    return store().read(file.sm3, file.size)


def as_it_lies(file: StoredFile) -> bytes:
    """What lies at its place, even when it is not what was stored: for whoever looks whether it is. Raises FileNotFoundError."""
    with store().open(file.sm3) as there:
        return there.read()


def lies_there(file: StoredFile) -> bool:
    """Whether anything lies at its place."""
    return store().exists(file.sm3)


def sweep_files() -> int:
    """清理：delete content that has lain for a day without a row. Returns how many files."""
    return store().delete_unreferenced(_named)


def _named(addresses: Collection[str]) -> set[str]:
    return set(StoredFile.objects.filter(sm3__in=addresses).values_list("sm3", flat=True))


class Download(FileResponse):
    """In parts of a size at which asking for the next one costs little."""

    block_size = 1 << 18


def served(file: StoredFile, name: str) -> FileResponse:
    """The file as a download under a name: never shown inside a page, its type never guessed by the browser."""
    return _shut(Download(store().open(file.sm3), as_attachment=True, filename=name, content_type=file.media_type))


def served_pdf(content: bytes, name: str) -> FileResponse:
    """A PDF that was made for this answer, in the same way."""
    return _shut(Download(BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"))


def _shut(answer: FileResponse) -> FileResponse:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
