"""A page as PostgreSQL sees it: its statements and the rows that they look at."""

from dataclasses import dataclass

from django.test import Client

from office.site.benching.examined import asking


@dataclass(frozen=True)
class Reading:
    """One page at one length of the archive: all its statements, and for each SELECT the rows and its words."""

    statements: int
    selects: tuple[tuple[int, str], ...]

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.selects)

    def grown_most(self, before: "Reading") -> tuple[int, int, str]:
        """The statement that looks at most more than it did: rows before, rows now, its words."""
        pairs = zip(before.selects, self.selects, strict=False)
        was, now, words = max(((a, b, words) for (a, _), (b, words) in pairs), key=lambda one: one[1] - one[0])
        return was, now, words.partition(" FROM ")[2][:200]


def read(client: Client, address: str) -> Reading:
    """Ask for a page twice; the second time is read: what a process reads once has been read."""
    ask(client, address)
    with asking() as asked:
        ask(client, address)
    return Reading(len(asked.statements), tuple(asked.examined()))


def ask(client: Client, address: str) -> None:
    """Ask for a page that must answer."""
    if (status := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address}: {status}")
