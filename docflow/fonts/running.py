"""Other programs, run quietly; their complaints become sentences."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from docflow.fonts.faces import NoFonts


def say(text: str) -> None:
    """Progress, for the person who waits."""
    print(f"字体：{text}", file=sys.stderr, flush=True)


def run(*words: str | Path, cwd: Path | None = None, must: bool = True) -> str:
    """What a program prints. Raises NoFonts where it is missing, or where it fails and `must` be done."""
    program = shutil.which(words[0])
    if not program:
        raise NoFonts(f"本机没有{words[0]}")
    done = subprocess.run(  # noqa: S603 - fixed words and paths of our own
        [program, *words[1:]],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode and must:
        errors = [line for line in done.stderr.splitlines() if line.lower().startswith(("e:", "error"))]
        raise NoFonts(f"{Path(words[0]).name}: {(errors or ['没有说明原因'])[-1][:160]}")
    return done.stdout
