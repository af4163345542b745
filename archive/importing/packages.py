"""The ZIP with the files of a catalogue: its directory is found sound before anything is unpacked; nothing is ever written by its names."""

from collections import Counter

from office.kernel.refusals import Invalid, TooLarge
from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.zip_directory import Package

MEGABYTE = 1024 * 1024
LARGEST = 200 * MEGABYTE
MAC_OWN = "__MACOSX/"


class Files:
    """The files of a package by the names that a catalogue gives them: the whole path, or the last part where only one bears it."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises Invalid, naming the package, when it must not be unpacked; TooLarge."""
        if len(content) > LARGEST:
            raise TooLarge(f"没有收“{name}”：压缩包超过{LARGEST // MEGABYTE} MB。请分成几批导入。", field="package")
        try:
            self._package = Package(content)
        except Flaw as flaw:
            raise Invalid(
                f"没有收“{name}”：{flaw.reason}。请只把目录里列的文件打成一个普通的ZIP压缩包，再送来。", field="package"
            ) from flaw
        self._paths = {_told(path): path for path in self._package.names if not path.startswith(MAC_OWN)}
        last = Counter(path.rpartition("/")[2] for path in self._paths)
        self._alone = {path.rpartition("/")[2]: path for path in self._paths if last[path.rpartition("/")[2]] == 1}
        self._several = {name for name, times in last.items() if times > 1}

    def __len__(self) -> int:
        return len(self._paths)

    def find(self, name: str) -> str:
        """Where the file of a name lies in the package. Raises Invalid with a sentence that names it."""
        plain = name.strip().replace("\\", "/").removeprefix("./").lstrip("/")
        path = self._paths.get(plain) or self._paths.get(self._alone.get(plain, ""))
        if path is not None:
            return path
        if plain in self._several:
            raise Invalid(f"压缩包里有几个“{name}”。请在目录里写出它在压缩包里的完整路径。")
        raise Invalid(f"压缩包里没有“{name}”。请核对文件名，或把文件补进压缩包。")

    def read(self, name: str) -> bytes:
        """Raises Invalid with a sentence that names the file."""
        path = self.find(name)
        try:
            return self._package.read(path)
        except Flaw as flaw:
            raise Invalid(f"压缩包里的“{name}”解不开：{flaw.reason}。") from flaw


def _told(path: str) -> str:
    """The name as its writer meant it: Chinese Windows writes GBK and does not say so, which reads as cp437."""
    try:
        return path.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return path
