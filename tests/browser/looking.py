"""Pages in one mode: opened, photographed, and asked what is wrong with them."""

import itertools
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GRAVE = {"serious", "critical"}


@dataclass(frozen=True)
class Mode:
    """A way of looking: the words that the server writes on the root element, and the size of the screen."""

    name: str
    theme: Literal["light", "dark"]
    type: str
    width: int
    height: int


MODES = (
    Mode("light", "light", "standard", 1280, 800),
    Mode("dark", "dark", "standard", 1280, 800),
    Mode("large", "light", "large", 1280, 800),
    Mode("phone", "light", "standard", 390, 844),
    Mode("phone-large", "dark", "large", 390, 844),
)


def look(browser: "Browser", site: str, paths: list[str], mode: Mode, session: str, album: Path) -> list[str]:
    """Everything that is wrong with the pages in a mode, in words; a picture of each is put into the album, where pictures are kept."""
    context = browser.new_context(
        viewport={"width": mode.width, "height": mode.height}, color_scheme=mode.theme, reduced_motion="reduce"
    )
    cookies = {"appearance": f"{mode.theme}.{mode.type}"} | ({"sessionid": session} if session else {})
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url} script: {error}"))
    page.on("console", lambda message: wrong.extend(_refused(page.url, message.text)))
    for path in paths:
        page.goto(site + path)
        page.evaluate(
            "(given) => Object.assign(document.documentElement.dataset, given)",
            {"theme": mode.theme, "type": mode.type},
        )
        if "PHOTOGRAPHS" in os.environ:
            page.screenshot(path=album / f"{_name(path, session)}-{mode.name}.png", full_page=True)
        wrong += [f"{path} {one}" for one in faults(page)]
    context.close()
    return wrong


def faults(page: "Page") -> list[str]:
    """What is wrong with a page as it stands: wider than its screen, not named once, or in somebody's way."""
    return [*_sideways(page), *_headed(page), *_axe(page)]


def _name(path: str, session: str) -> str:
    return ("" if session else "visitor-") + (re.sub(r"\W+", "-", path).strip("-") or "desk")


def _refused(where: str, said: str) -> list[str]:
    """What the Content-Security-Policy had to refuse."""
    return [f"{where} policy: {said}"] if "Content Security Policy" in said else []


def _sideways(page: "Page") -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    screen = page.viewport_size["width"] if page.viewport_size else width
    return [f"the page is {width} px wide on a screen of {screen}"] if width > screen else []


def _headed(page: "Page") -> list[str]:
    """One name a page, and no level of its headings skipped."""
    levels = [int(one) for one in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName[1])")]
    skipped = [n for before, n in itertools.pairwise(levels) if n > before + 1]
    names = levels.count(1)
    return [f"the page has {names} names"] * (names != 1) + [f"a heading of level {n} skips one" for n in skipped]


def _axe(page: "Page") -> list[str]:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - the packages of this group may be absent

    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


def until(page: "Page", so: str, arg: object = None) -> None:
    """Ask a page until a function of it answers true. Playwright's own waiting evaluates text inside, which the policy of our pages forbids."""
    since = time.monotonic()
    while not page.evaluate(so, arg):
        assert time.monotonic() - since < 30, f"it did not come to be so: {so}"
        page.wait_for_timeout(50)
