"""Graphics states and images: nothing that depends on the device, nothing that another program may do otherwise."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from archive.checks.pdfa.flaws import Flaw

INTENTS: Final = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_PLAIN: Final = frozenset({"/Normal", "/Compatible"})
_BLENDS: Final = _PLAIN | frozenset(
    [
        "/Multiply",
        "/Screen",
        "/Overlay",
        "/Darken",
        "/Lighten",
        "/ColorDodge",
        "/ColorBurn",
        "/HardLight",
        "/SoftLight",
        "/Difference",
        "/Exclusion",
        "/Hue",
        "/Saturation",
        "/Color",
        "/Luminosity",
    ]
)


def _blends(state: Any) -> list[str]:
    blend = state.get("/BM")
    if blend is None:
        return []
    return [str(one) for one in (blend.as_list() if isinstance(blend, pikepdf.Array) else [blend])]


def uses_transparency(state: Any) -> bool:
    """Anything but opaque paint."""
    faint = any(key in state and float(state[key]) != 1.0 for key in ("/ca", "/CA"))
    masked = isinstance(state.get("/SMask"), pikepdf.Dictionary)
    return faint or masked or any(one not in _PLAIN for one in _blends(state))


def state_flaws(state: Any, part: int) -> Iterator[Flaw]:
    """An ExtGState that is set."""
    clause = "6.2.8" if part == 1 else "6.2.5"
    if "/TR" in state:
        yield Flaw(clause, "图形状态带有传递函数（TR）")
    if "/TR2" in state and str(state["/TR2"]) != "/Default":
        yield Flaw(clause, "图形状态带有传递函数（TR2）")
    if part != 1 and "/HTP" in state:
        yield Flaw(clause, "图形状态带有网点原点（HTP）")
    if part != 1:
        yield from _halftone_flaws(state.get("/HT"))
    if "/RI" in state and str(state["/RI"]) not in INTENTS:
        yield Flaw(clause if part == 1 else "6.2.6", "再现意图不是标准所列的")
    if part == 1 and uses_transparency(state):
        yield Flaw("6.4", "用了透明")
    if part != 1 and any(one not in _BLENDS for one in _blends(state)):
        yield Flaw("6.2.10", "混合方式不是标准所列的")


def _halftone_flaws(halftone: Any) -> Iterator[Flaw]:
    if not isinstance(halftone, pikepdf.Dictionary | pikepdf.Stream):
        return
    if int(halftone.get("/HalftoneType", 0)) not in {1, 5}:
        yield Flaw("6.2.5", "网点的种类不是1或5")
    if "/HalftoneName" in halftone:
        yield Flaw("6.2.5", "网点带有名称")


def image_flaws(image: Any, part: int) -> Iterator[Flaw]:
    """An image that is drawn."""
    clause = "6.2.4" if part == 1 else "6.2.8.1"
    if "/Alternates" in image:
        yield Flaw(clause, "图像带有替代图像")
    if "/OPI" in image:
        yield Flaw(clause, "图像带有OPI")
    if image.get("/Interpolate") is True:
        yield Flaw(clause, "图像要求插值")
    if "/Intent" in image and str(image["/Intent"]) not in INTENTS:
        yield Flaw("6.2.9" if part == 1 else "6.2.6", "再现意图不是标准所列的")
    if part == 1 and isinstance(image.get("/SMask"), pikepdf.Stream):
        yield Flaw("6.4", "图像带有透明遮罩")
    if part != 1 and str(image.get("/Filter", "")) == "/JPXDecode":
        yield from _jpeg_2000_flaws(image.read_raw_bytes())


def _jpeg_2000_flaws(content: bytes) -> Iterator[Flaw]:
    """Channels and depth of a JPEG 2000 image (ISO/IEC 15444-1 annex I)."""
    at = content.find(b"ihdr")
    if at < 0 or at + 18 > len(content):
        return
    channels, depth = int.from_bytes(content[at + 12 : at + 14], "big"), content[at + 14]
    if channels not in {1, 2, 3, 4, 5}:
        yield Flaw("6.2.8.3", "JPEG 2000图像的通道数不对")
    if depth != 255 and not 1 <= (depth & 127) + 1 <= 38:
        yield Flaw("6.2.8.3", "JPEG 2000图像的位深不对")
