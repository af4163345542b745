"""Why a file is not taken."""


class Flaw(Exception):  # noqa: N818 - a finding about a file, not an error of the program
    """What is wrong with a file and what its owner can do: two half-sentences without a stop."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice


DAMAGED = "请在本机打开确认无误，另存一份后重新上传"


def damaged(detail: str) -> Flaw:
    """The file does not keep to its own format; `detail` says where."""
    return Flaw(f"文件已损坏或不完整（{detail}）", DAMAGED)


def encrypted() -> Flaw:
    """It needs a password, or was closed with one."""
    return Flaw("文件已加密", "请去掉打开密码后重新上传")
