"""How much text is taken out of one file; what is beyond is left out, and said."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

CHARACTERS = 2_000_000
STRINGS = 50_000
SECONDS = 7.0  # of work; the child is ended a little later


@dataclass
class Gathering:
    """Strings as they are found, until one of the bounds is reached; `cut` says that it was."""

    strings: list[str] = field(default_factory=list)
    characters: int = 0
    cut: bool = False
    until: float = field(default_factory=lambda: time.process_time() + SECONDS)

    def take(self, strings: Iterable[str]) -> bool:
        """Add strings, without blanks at their ends, the empty ones left out. False: enough."""
        for one in strings:
            string = one.strip()[: CHARACTERS - self.characters]
            if string:
                self.strings.append(string)
                self.characters += len(string)
            if self.characters >= CHARACTERS or len(self.strings) >= STRINGS or time.process_time() > self.until:
                self.cut = True
                return False
        return True


def gathered(pages: Iterator[Iterable[str]]) -> Gathering:
    """All the strings of the pages, as far as the bounds let it; a page that is not needed is never read."""
    found = Gathering()
    for strings in pages:
        if not found.take(strings):
            break
    return found
