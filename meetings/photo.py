"""A photo made fit to be shown: turned upright, at most so large, without where it was taken. In a process of its own: it decodes a stranger's file."""

import base64
from io import BytesIO

from office.kernel import child
from office.kernel.refusals import Invalid
from office.kernel.uploads import examine

LARGEST = 20 * 1024 * 1024
WIDTH, HEIGHT = 1200, 800
PICTURES = {"image/png", "image/jpeg"}
WRONG = "没有更换照片：请选择JPEG或PNG图片。"


def shown(content: bytes, name: str) -> bytes:
    """The WebP that is kept. Raises Invalid or TooLarge in words."""
    examined = examine(content, name, limit=LARGEST)
    if examined.media_type not in PICTURES:
        raise Invalid(WRONG, field="file")
    try:
        said = child.run_stranger("meetings.photo.shrunk", content, timeout=40, cpu=10)
    except child.ChildError as error:
        raise Invalid("没有更换照片：图片打不开。请用看图软件另存一份后再上传。", field="file") from error
    return base64.b64decode(said)


def shrunk(content: bytes) -> str:
    """The work itself; as text, which goes from one process to another."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - the server never loads it

    with Image.open(BytesIO(content)) as brought:
        upright = ImageOps.exif_transpose(brought).convert("RGB")
    upright.thumbnail((WIDTH, HEIGHT))
    made = BytesIO()
    upright.save(made, "WEBP", quality=80)
    return base64.b64encode(made.getvalue()).decode()
