"""What a page asks by itself is no activity: it says so, and an open page never keeps a session alive."""

import re

from tests.face.test_stylesheet import templates

BY_ITSELF = re.compile(r'hx-trigger="[^"]*\b(?:every|load)\b')


def test_every_part_that_asks_without_a_hand_says_so() -> None:
    asking = [
        (path.name, tag)
        for path, text in templates().items()
        for tag in re.findall(r"<\w[^>]*hx-trigger=[^>]*>", text)
        if BY_ITSELF.search(tag)
    ]
    assert asking
    assert [name for name, tag in asking if "X-Refresh" not in tag] == []
