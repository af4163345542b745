"""Why a document cannot be set: sentences for the person who asked."""

from collections.abc import Mapping, Sequence


class LayoutRefused(ValueError):  # noqa: N818 - an answer in a sentence, as everywhere in this house
    """The page was not made; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unsupported(LayoutRefused):
    """This engine has no such layout."""


class MissingCharacters(LayoutRefused):
    """No font has these characters. A page without them would be wrong, so there is none.

    `places` maps each character to the places where it stands, such as 正文第3段.
    """

    def __init__(self, places: Mapping[str, Sequence[str]]) -> None:
        self.places = {char: tuple(where) for char, where in places.items()}
        named = "；".join(
            f"{_shown(char)}在{'、'.join(where[:3])}{'等处' if len(where) > 3 else ''}"
            for char, where in list(self.places.items())[:10]
        )
        more = f"；另有{len(self.places) - 10}个字" if len(self.places) > 10 else ""
        super().__init__(f"没有排版：字库里没有这些字：{named}{more}。请换字，或把有这些字的字体放进字体文件夹。")


def _shown(char: str) -> str:
    return f"“{char}”（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}"
