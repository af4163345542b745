"""typeset：a page's time from its elements to PDF/A, and how it grows to twelve pages."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from docflow.elements.schema import Elements
from docflow.workshop import lay_out
from office.kernel import child
from office.site.benching.rounds import Spread, rounds_of, seconds

DIAMETER = 42.0  # mm, of the seal that the page leaves room for
LONG = 12
SHORT = Elements(
    kind="通知",
    title="关于做好冬季供热保障工作的通知",
    issuers=("云州市人民政府办公室",),
    main_recipients=("各县（区）人民政府",),
    body=("现将有关事项通知如下。", "一、总体要求", "按期供热，及时响应。"),
    signature=("云州市人民政府办公室",),
)
PARAGRAPH = (
    "各县（区）人民政府、市政府有关部门要加强组织领导，明确责任分工，及时协调解决供热中的困难和问题，重大情况及时报告。"
)


def measure(rounds: int, size: int) -> Iterator[str]:
    """`size` of each a round, in the resident child as the product does it."""
    try:
        short, long = _of_pages(1), _of_pages(LONG)
        times: dict[int, list[float]] = {1: [], LONG: []}
        for n in rounds_of(rounds):
            turns = [(1, short), (LONG, long)]
            for pages, text in turns if n % 2 == 0 else reversed(turns):
                times[pages].append(1000 * seconds(partial(_some, text, size)) / size)
    finally:
        child.end()
    for pages, took in times.items():
        yield f"{pages}页 {Spread.of(took)} ms"
    yield f"{LONG}页/1页 {Spread.of([b / a for a, b in zip(times[1], times[LONG], strict=True)])}；多一页 {_slope(times)} ms"


def _slope(times: dict[int, list[float]]) -> Spread:
    return Spread.of([(b - a) / (LONG - 1) for a, b in zip(times[1], times[LONG], strict=True)])


def _some(text: Elements, size: int) -> None:
    for _ in range(size):
        lay_out(text, diameter=DIAMETER)


def _of_pages(wanted: int) -> Elements:
    """The text at the length at which it first takes so many pages."""
    fewest, most = 0, 16 * wanted
    while fewest < most:
        middle = (fewest + most) // 2
        if lay_out(_text(middle), diameter=DIAMETER).pages < wanted:
            fewest = middle + 1
        else:
            most = middle
    found = _text(fewest)
    if (pages := lay_out(found, diameter=DIAMETER).pages) != wanted:
        raise RuntimeError(f"the text takes {pages} pages, not {wanted}")
    return found


def _text(paragraphs: int) -> Elements:
    return replace(SHORT, body=SHORT.body + (PARAGRAPH,) * paragraphs)
