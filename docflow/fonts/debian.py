"""Free fonts from Debian's packages, fetched and unpacked by any user; nothing is installed."""

import shutil
import subprocess
import tarfile
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from docflow.fonts.faces import FANDOL, RARE, NoFonts, Source
from docflow.fonts.running import run, say

_PACKAGES: Final = {
    "texlive-lang-chinese": (frozenset(FANDOL.values()), 49),
    "fonts-babelstone-han": (frozenset({RARE}), 11),
}
"""What is taken from each, and its size in MB."""
_APT: Final = """Dir::State::lists "{0}/lists"; Dir::Cache "{0}/cache"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
APT::Sandbox::User "root"; Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "1"; Acquire::http::Timeout "20"; #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;
"""


def debian_fonts(names: AbstractSet[str], work: Path) -> dict[str, Source]:
    """File name → font, unpacked into `work`. Raises NoFonts. apt gets lists and cache of its own, so that no rights are needed."""
    config = work / "apt.conf"
    config.write_text(_APT.format(work))
    (work / "lists/partial").mkdir(parents=True)
    (work / "cache/archives/partial").mkdir(parents=True)
    say("取 Debian 的软件包目录（10 MB）…")
    run("apt-get", "-q", "-c", config, "update", must=False)  # one dead source among several is no reason to stop
    packages = [package for package, (files, _) in _PACKAGES.items() if files & names]
    say(f"取 {'、'.join(f'{package}（{_PACKAGES[package][1]} MB）' for package in packages)}…")
    run("apt-get", "-q", "-c", config, "download", *packages, cwd=work)
    found: dict[str, Source] = {}
    for package in sorted(work.glob("*.deb")):
        origin = "Debian " + " ".join(package.stem.split("_")[:2])
        found |= {name: Source(path, 0, origin) for name, path in _unpacked(package, names, work).items()}
    if lacking := names - {*found}:
        raise NoFonts(f"Debian 的软件包里没有{'、'.join(sorted(lacking))}")
    return found


def _unpacked(package: Path, names: AbstractSet[str], into: Path) -> dict[str, Path]:
    """The wanted files of a package, and only them: the rest of it is large."""
    program = shutil.which("dpkg-deb")
    if not program:
        raise NoFonts("本机没有dpkg-deb")
    found: dict[str, Path] = {}
    with (
        subprocess.Popen([program, "--fsys-tarfile", package], stdout=subprocess.PIPE) as pipe,  # noqa: S603 - our own path
        tarfile.open(fileobj=pipe.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = Path(member.name).name
            content = archive.extractfile(member) if name in names and member.isfile() else None
            if content:
                found[name] = into / name
                with found[name].open("wb") as target:
                    shutil.copyfileobj(content, target)
    return found
