"""Pages in one mode: opened, photographed, and asked what is wrong with them."""

import itertools
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.test import Client

from office.models import Appointment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GRAVE = {"serious", "critical"}


@dataclass(frozen=True)
class Mode:
    """A way of looking at a page: the words that the server writes on the root element, and which of axe's rules are asked (None: all)."""

    name: str
    theme: Literal["light", "dark"]
    type: str
    rules: tuple[str, ...] | None = None


COLOURS = ("color-contrast",)
MODES = {
    (1280, 800): (
        Mode("light", "light", "standard"),
        Mode("dark", "dark", "standard", COLOURS),
        Mode("large", "light", "large", ()),
    ),
    (390, 844): (Mode("phone", "light", "standard", COLOURS), Mode("phone-large", "dark", "large")),
}
"""By the size of the screen. What a theme or a size of type cannot change is asked once a screen: axe takes twice as long as a page."""


def look(browser: "Browser", site: str, paths: list[str], session: str, album: Path) -> list[str]:
    """Everything that is wrong with the pages in all modes, in words; a picture of each is put into the album, where pictures are kept."""
    wrong: list[str] = []
    for (width, height), modes in MODES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = context.new_page()
        _overhear(page, wrong)
        for path in paths:
            page.goto(site + path)
            for mode in modes:
                picture = album / f"{_name(path, session)}-{mode.name}.png"
                wrong += [f"{path} in {mode.name}: {one}" for one in _looked_at(page, mode, picture)]
        context.close()
    return wrong


def _overhear(page: "Page", wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(f"{page.url} script: {error}"))
    page.on("console", lambda message: wrong.extend(_refused(page.url, message.text)))


def _looked_at(page: "Page", mode: Mode, picture: Path) -> list[str]:
    page.emulate_media(color_scheme=mode.theme)
    page.evaluate(
        "(given) => Object.assign(document.documentElement.dataset, given)", {"theme": mode.theme, "type": mode.type}
    )
    if "PHOTOGRAPHS" in os.environ:
        page.screenshot(path=picture, full_page=True)
    return faults(page, mode.rules)


def faults(page: "Page", rules: tuple[str, ...] | None = None) -> list[str]:
    """What is wrong with a page as it stands: wider than its screen, not named once, or in somebody's way by some of axe's rules (None: all)."""
    return [*_sideways(page), *_headed(page), *(_axe(page, rules) if rules != () else ())]


def session_of(who: Appointment) -> str:
    """The session of somebody who is signed in."""
    visitor = Client()
    visitor.force_login(who.person)
    return visitor.cookies["sessionid"].value


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


def _axe(page: "Page", rules: tuple[str, ...] | None) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - the packages of this group may be absent

    options = None if rules is None else {"runOnly": {"type": "rule", "values": list(rules)}}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
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
