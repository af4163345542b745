"""search：every substring found and nothing false over many records, and how long the search port takes; Elasticsearch too where its address is known."""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from archive.search.engine.normalise import normalise
from archive.search.engine.port import FACETS, IndexEntry, Question, SearchIndex, Term
from archive.search.engine.tantivy_index import TantivyIndex
from office.kernel.ids import uuid7
from office.site.benching.reference.searching import BareElasticsearch, fill_tantivy
from office.site.benching.rounds import Spread, percentile, rounds_of, seconds

TITLE, PARAGRAPHS, PARAGRAPH = 20, 4, 195
"""Characters: 800 in all."""
LONGEST, EACH = 8, 5
"""Words of 1 to 8 characters, five of each length in a round."""
PROVEN = 9
"""Rounds in which the answers are held against a reading of all records: 360 words."""
FILLED, FILLINGS = 4_000, 5
"""Records that are taken in to compare with the bare client, and how often."""
PAGE = 20
ORGANS = 40
KINDS = ("通知", "函", "报告", "请示", "批复", "意见", "决定", "纪要")
MINE = frozenset([*(f"organ:{n}" for n in range(0, ORGANS, 2)), "person:1", "role:1/archivist"])
MOST_MS, MOST_RATIO, LEAST_RATE = 20, 1.5, 0.5
"""Wanted: p95 of a question to the embedded index; a question against the bare query; taking in against the bare client."""


@dataclass(frozen=True)
class Record:
    entry: IndexEntry
    plain: str
    """Its strings as they are compared, a line each."""


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` records, then so many rounds of forty words: about five minutes an engine at full size, at most ten more on a loaded machine."""
    records = list(_records(size))
    with TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder) / "all")
        yield from _taken_in("内置", lambda n: TantivyIndex(Path(folder) / str(n)), fill_tantivy, records, rounds)
        yield from _filled("内置", index, records)
        yield from _asked("内置", index, records, rounds, None)
        index.release()
        yield f"内置 占盘 {sum(one.stat().st_size for one in (Path(folder) / 'all').rglob('*') if one.is_file()) / 1e6:.0f} MB"
    if not (address := os.environ.get("ELASTICSEARCH_URL")):
        return
    from archive.search.engine.elasticsearch_index import ElasticsearchIndex  # noqa: PLC0415 - the embedded shape does without

    name, bare = f"bench-{uuid4().hex}", BareElasticsearch(address)
    server = ElasticsearchIndex(address, name)
    try:
        yield from _taken_in(
            "Elasticsearch", lambda n: ElasticsearchIndex(address, f"{name}-{n}"), bare.fill, records, rounds
        )
        yield from _filled("Elasticsearch", server, records)
        yield from _asked("Elasticsearch", server, records, rounds, partial(bare.ask, name, readers=MINE, size=PAGE))
    finally:
        bare.remove(name)


def _taken_in(
    engine: str,
    fresh: Callable[[int], SearchIndex],
    bare: Callable[[Sequence[IndexEntry]], float],
    records: Sequence[Record],
    rounds: int,
) -> Iterator[str]:
    entries = [one.entry for one in records[:FILLED]]
    rates: list[float] = []
    bare_rates: list[float] = []
    for n in range(min(rounds, FILLINGS)):
        index = fresh(n)
        index.beside().swap_in()
        rates.append(len(entries) / seconds(partial(index.put, entries)))
        index.release()
        bare_rates.append(len(entries) / bare(entries))
    yield f"{engine} 收入 每秒{Spread.of(rates)}；对照：客户程序直接收入现成的 每秒{Spread.of(bare_rates)}"
    ratio = Spread.of([a / b for a, b in zip(rates, bare_rates, strict=True)])
    yield f"{engine} 收入/对照 {ratio}，要求不低于{LEAST_RATE}：{_verdict(LEAST_RATE, ratio.middle, ratio.low)}"


def _filled(engine: str, index: SearchIndex, records: Sequence[Record]) -> Iterator[str]:
    index.beside().swap_in()
    took = seconds(lambda: index.put(one.entry for one in records))
    yield f"{engine} 收入全部{len(records)}件 {took:.1f} 秒，每秒{len(records) / took:.0f}件；在其中{index.count()}件"


def _asked(
    engine: str, index: SearchIndex, records: Sequence[Record], rounds: int, bare: Callable[[str], int] | None
) -> Iterator[str]:
    chance = random.Random(4)  # noqa: S311 - the same words each time
    times: list[float] = []
    with_facets: list[float] = []
    ratios: list[float] = []
    missed = false = proven = 0
    for n in rounds_of(rounds):
        here, there = 0.0, 0.0
        for words in _words(chance, records):
            question = Question((Term(words),), MINE, size=PAGE)
            mine, its = _both(partial(index.ask, question), partial(bare, words) if bare else None, turned=n % 2 == 1)
            times.append(mine)
            with_facets.append(seconds(partial(index.ask, Question((Term(words),), MINE, size=PAGE, facets=FACETS))))
            here, there = here + mine, there + its
            if n < PROVEN:
                expected = {one.entry.uid for one in records if words in one.plain and one.entry.readers & MINE}
                found = _all(index, words)
                missed, false, proven = missed + len(expected - found), false + len(found - expected), proven + 1
        ratios.append(here / there)
    right = "达到" if missed == false == 0 else "没有达到"
    yield f"{engine} {proven}个词（1至{LONGEST}字，每字数{proven // LONGEST}个） 漏{missed}件 误{false}件，要求不漏不误：{right}"
    asked = f"{len(times)}次，{len(ratios)}轮"
    for label, spent in (("问一次", times), (f"问一次，带{len(FACETS)}项分类计数", with_facets)):
        said = f"{engine} {label} {_spread(spent)}（{asked}）"
        slow = 1000 * percentile(spent, 0.95)
        yield said if bare else f"{said}，要求p95不超过{MOST_MS} ms：{_verdict(-MOST_MS, -slow, -slow)}"
    if bare:
        ratio = Spread.of(ratios)
        verdict = _verdict(-MOST_RATIO, -ratio.middle, -ratio.high)
        yield f"{engine} 问一次/对照：同一词组和权限的直接查询 {ratio}，要求不超过{MOST_RATIO}：{verdict}"


def _verdict(wanted: float, middle: float, worst: float) -> str:
    """More is better. Where the interval reaches beyond what is wanted, nothing is shown."""
    if worst >= wanted:
        return "达到"
    return "居中值达到，区间越过，未能证明" if middle >= wanted else "没有达到"


def _both(asked: Callable[[], object], bare: Callable[[], object] | None, *, turned: bool) -> tuple[float, float]:
    """Seconds of either; who comes first takes turns."""
    if bare is None:
        return seconds(asked), 1.0
    if turned:
        its = seconds(bare)
        return seconds(asked), its
    return seconds(asked), seconds(bare)


def _all(index: SearchIndex, words: str) -> set[object]:
    found: set[object] = set()
    after: tuple[str, ...] = ()
    while hits := index.ask(Question((Term(words),), MINE, size=1000, after=after)).hits:
        found |= {hit.uid for hit in hits}
        after = hits[-1].cursor
    return found


def _spread(times: Sequence[float]) -> str:
    return "、".join(f"p{share} {1000 * percentile(times, share / 100):.1f} ms" for share in (50, 95))


def _words(chance: random.Random, records: Sequence[Record]) -> Iterator[str]:
    for length in range(1, LONGEST + 1):
        for _ in range(EACH):
            line = chance.choice(chance.choice(records).plain.split("\n"))
            start = chance.randrange(max(1, len(line) - length))
            yield line[start : start + length]


def _records(size: int) -> Iterator[Record]:
    """Words as often as words are: few in every text, most of them rare."""
    chance = random.Random(1)  # noqa: S311 - the same records each time
    characters = [chr(one) for one in chance.sample(range(0x4E00, 0x9FA5), 3000)]
    common = list(accumulate(1 / (n + 8) for n in range(len(characters))))
    lexicon = [
        "".join(chance.choices(characters, cum_weights=common, k=chance.choice((1, 2, 2, 2, 3, 4))))
        for _ in range(9000)
    ]
    often = list(accumulate(1 / (n + 3) for n in range(len(lexicon))))

    def text(length: int) -> str:
        return "".join(chance.choices(lexicon, cum_weights=often, k=length))[:length]

    for n in range(size):
        year = 2000 + n % 25
        entry = IndexEntry(
            uid=uuid7(),
            version=1,
            readers=frozenset([f"organ:{n % ORGANS}", f"person:{n % 997}", f"role:{n % 3}/archivist"]),
            title=text(TITLE),
            numbers=(f"云政发〔{year}〕{n}号",),
            body=tuple(text(PARAGRAPH) for _ in range(PARAGRAPHS)),
            dated_on=date(year, 1, 1) + timedelta(n % 365),
            facets={
                "year": str(year),
                "organ": str(n % ORGANS),
                "kind": "record",
                "document_kind": KINDS[n % len(KINDS)],
                "fonds": f"Z{n % ORGANS:03}",
                "secrecy": "公开" if n % 10 else "内部",
                "retention": ("Y", "D30", "D10")[n % 3],
                "openness": ("开放", "控制")[n % 2],
            },
        )
        yield Record(entry, "\n".join(map(normalise, (entry.title, *entry.numbers, *entry.body))))
