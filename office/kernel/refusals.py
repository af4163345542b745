"""A refusal is an exception with words and a status: a whole sentence for a clerk, with what to do next."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The act was understood and not done; nothing changed."""

    status: ClassVar[int] = 422
    title: ClassVar[str] = "没有办成"

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(Refusal):
    """What was given cannot be taken as it is; `field` names the input where one is to blame."""


class NotThere(Refusal):
    """Not there, or not for this reader: one answer for both."""

    status = 404
    title = "没有找到"

    def __init__(self, what: str = "该内容") -> None:
        super().__init__(f"没有找到{what}。可能已撤回、地址有误，或不在您的阅读范围。")


class NotAllowed(Refusal):
    """He may read it, and may not do this with it."""

    status = 403
    title = "不能这样办"


class SomebodyWasFirst(Refusal):
    """Another act came before this one; the sentence says whose and when."""

    status = 409
    title = "已有人先办"


class TooLarge(Refusal):
    """More than is taken."""

    status = 413
    title = "太大了"


class TooOften(Refusal):
    """Asked for faster than anybody reads."""

    status = 429
    title = "来得太密了"
