"""The demo city, served for real, and its people before their screens: each in a browser of his own, signed in through the door."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tests.installation import Installation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

WIDE, PHONE = (1280, 800), (390, 844)
PATIENCE = 60_000  # milliseconds: jobs run beside the pages, on whatever machine this is


@dataclass(frozen=True)
class City:
    """An installation with the demo city, and the port at which it answers."""

    installation: Installation
    port: int

    @property
    def site(self) -> str:
        return f"http://localhost:{self.port}"

    @cached_property
    def accounts(self) -> dict[str, dict[str, str]]:
        """Login, name and password by post, as the demo wrote them down."""
        rows = json.loads((self.installation.data_dir / "demo-accounts.json").read_text(encoding="utf-8"))
        return {post: row for row in rows for post in row["posts"]}


@dataclass
class Stage:
    """Where people come on. `wrong` gathers what their browsers complain about."""

    browser: "Browser"
    city: City
    wrong: list[str] = field(default_factory=list)

    def enter(self, post: str, size: tuple[int, int] = WIDE) -> "Player":
        """Somebody signs in, by his post, and sees his desk."""
        account = self.city.accounts[post]
        page = self.page(size)
        page.goto("/accounts/login/")
        page.get_by_label("登录名").fill(account["login"])
        page.get_by_label("密码").fill(account["password"])
        with page.expect_websocket():  # of the desk that follows: from now on he hears the bell
            page.get_by_role("button", name="登录").click()
        page.wait_for_selector("#todo")
        page.evaluate("window.sameAsEver = true")
        return Player(page, account["name"])

    def page(self, size: tuple[int, int] = WIDE) -> "Page":
        """A page of a browser that nobody used before."""
        width, height = size
        context = self.browser.new_context(
            base_url=self.city.site,
            viewport={"width": width, "height": height},
            color_scheme="light",
            reduced_motion="reduce",
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url} script: {error}"))
        page.on("dialog", lambda dialog: self.wrong.append(f"{page.url} dialog: {dialog.message}"))
        page.on("console", lambda said: self._complaint(page.url, said))
        return page

    def _complaint(self, where: str, said: "ConsoleMessage") -> None:
        """Whatever a browser calls an error, the Content-Security-Policy's refusals among them."""
        if said.type == "error" or "Content Security Policy" in said.text:
            self.wrong.append(f"{where} console: {said.text}")


@dataclass
class Player:
    """Somebody before his screen."""

    page: "Page"
    name: str

    def finds_waiting(self, title: str) -> None:
        """It came to his desk by itself: the bell counts, the row is there, and nobody loaded the page again."""
        self.page.wait_for_selector(f"#todo .row:has-text('{title}')")
        self.page.wait_for_selector("office-bell .count")
        assert self.page.evaluate("window.sameAsEver") is True

    def finds_done(self, title: str) -> None:
        """It went from his desk by itself."""
        self.page.wait_for_selector(f"#todo:not(:has-text('{title}'))")
        assert self.page.evaluate("window.sameAsEver") is True

    def opens(self, title: str) -> None:
        """From the desk to the document."""
        self.page.locator(f"#todo .row:has-text('{title}') a").click()
        self.page.wait_for_selector("#act h2:has-text('现在由您')")

    def receives(self, title: str) -> None:
        """From the desk to what another organ has sent."""
        self.page.locator(f"#todo .row:has-text('{title}') a").click()
        self.page.wait_for_selector("#act h2:has-text('请签收')")

    def returns_to_the_desk(self) -> None:
        with self.page.expect_websocket():
            self.page.goto("/")
        self.page.evaluate("window.sameAsEver = true")

    def does(self, verb: str, opinion: str = "") -> None:
        """The main act of the document page, and the page says that it is done."""
        if opinion:
            self.page.locator("#complete [name=opinion]").fill(opinion)
        self.page.locator("#complete .main-act", has_text=verb).click()
        self.page.wait_for_selector("office-toast")
