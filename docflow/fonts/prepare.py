"""Fonts for typesetting: find the licensed ones, else obtain free ones; leave TrueType files and fonts.json (face → files) in a folder.

    python -m docflow.fonts.prepare [--into DIR] [--jobs 2]

Exit 0: one line on standard output says what was chosen; 2: no fonts, standard error says why. DIR is FONTS_DIR of the
environment, else .cache/fonts of the checkout. Order: DIR/own/* and fonts known to fontconfig under the official names; Fandol
and BabelStone Han from the system or from Debian's packages; Noto SC from PyPI. A second run finds everything done.
"""

import argparse
import fcntl
import hashlib
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

from docflow.fonts.debian import debian_fonts
from docflow.fonts.faces import FACES, FANDOL, LATIN_OF, NOTO, RARE, NoFonts, Source
from docflow.fonts.pypi import pypi_fonts
from docflow.fonts.running import say
from docflow.fonts.system import installed_free_fonts, official_fonts

_LISTING: Final = 3  # the form of fonts.json
_RECIPE: Final = 1  # of the conversion: raised when it changes, and earlier results are then made again
_HELP: Final = "也可以把仿宋_GB2312、楷体_GB2312、黑体、宋体、方正小标宋的TrueType文件放进{}，再运行一次。"


def prepare(into: Path, jobs: int = 2) -> dict[str, Any]:
    """Leave the fonts in a folder. → what fonts.json says. Raises NoFonts. One at a time; killed halfway, only whole files are left."""
    into.mkdir(parents=True, exist_ok=True)
    with (into / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for stale in [*into.glob(".work-*"), *into.glob("*.part")]:
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        own = official_fonts(into / "own")
        key = _key(own)
        return _known(into, key) or _prepared(into, own, key, jobs)


def _key(own: Mapping[str, Source]) -> str:
    """What the result depends on: when it changes, the folder is made again."""
    stats = sorted((str(f.path), f.path.stat().st_size, f.path.stat().st_mtime_ns) for f in own.values())
    return repr([_LISTING, _RECIPE, *stats])


def _known(into: Path, key: str) -> dict[str, Any] | None:
    try:
        made: dict[str, Any] = json.loads((into / "fonts.json").read_text("utf-8"))
        facts = [fact for chain in made["roles"].values() for fact in chain]
        whole = all(Path(into, fact["file"]).stat().st_size == fact["size"] for fact in facts)
        return made if made["key"] == key and whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _prepared(into: Path, own: Mapping[str, Source], key: str, jobs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix=".work-", dir=into) as work:
        chains = _chains(own, Path(work))
        fonts = list(dict.fromkeys(itertools.chain.from_iterable(chains.values())))
        say(f"共{len(fonts)}种，转换要转换的 …")
        ignore = (signal.SIGINT, signal.SIG_IGN)  # uharfbuzz swallows an interrupt inside its callbacks
        with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=ignore) as pool:
            facts = dict(zip(fonts, pool.map(_kept, fonts, [into] * len(fonts)), strict=True))
    made = {
        "key": key,
        "roles": {face: [facts[font] for font in chain] for face, chain in chains.items()},
        "latin": {face: facts[chains[other][0]] for face, other in LATIN_OF.items() if _is_fandol(chains[face][0])},
    }
    part = into / "fonts.part"
    part.write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")
    part.replace(into / "fonts.json")
    return made


def _chains(own: Mapping[str, Source], work: Path) -> dict[str, list[Source]]:
    """Face → its fonts, the first one that has a character sets it."""
    free = installed_free_fonts()
    wanted = {FANDOL[face] for face in FACES if face not in own} | {RARE}
    base, fetched = FANDOL, _fetched(debian_fonts, wanted - {*free}, work)
    if fetched is None:
        base, fetched = NOTO, _fetched(pypi_fonts, {*NOTO.values()}, work)
    free |= fetched or {}
    lacking = [face for face in FACES if face not in own and base[face] not in free]
    if lacking:
        raise NoFonts(f"{'、'.join(lacking)}没有字体可用，请核对能否连上软件包的来源")
    behind = [free[name] for name in (RARE, NOTO["song"]) if name in free]
    return {face: list(dict.fromkeys([own.get(face) or free[base[face]], *behind])) for face in FACES}


def _is_fandol(font: Source) -> bool:
    return font.path.name in FANDOL.values()


def _fetched(
    source: Callable[[AbstractSet[str], Path], dict[str, Source]], names: AbstractSet[str], work: Path
) -> dict[str, Source] | None:
    if not names:
        return {}
    try:
        return source(names, work)
    except OSError as why:
        say(f"{why}，那里没有取到字体")
        return None


def _kept(font: Source, into: Path) -> dict[str, Any]:
    """The font as the typesetter finds it: a TrueType file that stays lies where it is, anything else in the folder, named by digest."""
    from docflow.fonts.outlines import convert  # noqa: PLC0415 - slow to load, and only a first run converts

    content = font.path.read_bytes()
    path = font.path
    if content[:4] == b"OTTO" or not font.stays:
        target = into / f"{path.stem}-{hashlib.sha256(content + bytes([_RECIPE])).hexdigest()[:12]}.ttf"
        if not target.exists():
            part = target.with_suffix(".part")
            convert(path, part) if content[:4] == b"OTTO" else part.write_bytes(content)
            part.replace(target)
        path = target
    return {
        "file": str(path.relative_to(into) if path.is_relative_to(into) else path),
        "index": font.index,
        "size": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "from": font.origin,
        "licence": font.licence,
    }


def folder() -> Path:
    """Where the fonts lie unless somebody says otherwise."""
    return Path(os.environ.get("FONTS_DIR") or Path(__file__).parents[2] / ".cache/fonts").resolve()


def main() -> int:
    """The command. → its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=folder(), metavar="DIR")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    into = asked.into.resolve()
    try:
        made = prepare(into, asked.jobs)
    except (OSError, ImportError) as why:
        say(f"{why}。{_HELP.format(into / 'own')}")
        return 2
    except KeyboardInterrupt:
        return 130
    chosen = (f"{face} " + " → ".join(Path(f["file"]).stem for f in chain) for face, chain in made["roles"].items())
    print("字体：" + "；".join(chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
