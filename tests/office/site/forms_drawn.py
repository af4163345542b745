"""The forms of a page, read as a browser reads them: where each goes, and what it would send as it stands."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Pair = tuple[str, str]


@dataclass
class Drawn:
    """One form. `typed` are the names of what a person may write himself."""

    action: str
    method: str
    sends: list[Pair] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    buttons: list[tuple[str, Pair | None]] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.sends} | {pair[0] for _, pair in self.buttons if pair}


class Reader(HTMLParser):
    """Fills `forms`, by address and id, and `links`."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[Drawn] = []
        self.links: list[str] = []
        self._by_id: dict[str, Drawn] = {}
        self._open: Drawn | None = None
        self._choice: tuple[str, Drawn, list[Pair]] | None = None
        self._text: tuple[str, Drawn, list[str]] | None = None
        self._later: list[tuple[str, str, dict[str, str]]] = []
        self.feed(page)
        for whose, tag, given in self._later:
            if whose in self._by_id:
                self._take(tag, given, self._by_id[whose])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src", "hx-get", "data-url") if given.get(name)]
        if tag == "form":
            self._open = Drawn(given.get("action") or self.address, given.get("method", "get").lower())
            self.forms.append(self._open)
            self._by_id[given.get("id", "")] = self._open
        elif "form" in given and tag in {"input", "button"}:
            self._later.append((given["form"], tag, given))
        else:
            whose = self._by_id.get(given.get("form", ""), self._open) if "form" in given else self._open
            if whose is not None:
                self._take(tag, given, whose)

    def _take(self, tag: str, given: dict[str, str], form: Drawn) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button" and given.get("type", "submit") == "submit":
            pair = (name, given.get("value", "")) if name else None
            form.buttons.append((given.get("formaction", ""), pair))
        elif tag == "textarea" and name:
            self._text = (name, form, [])
            form.typed.append(name)
        elif tag == "select" and name:
            self._choice = (name, form, [])
        elif tag == "option" and self._choice is not None:
            self._choice[2].append((given.get("value", ""), "selected" if "selected" in given else ""))
        elif tag == "input" and name:
            self._input(name, kind, given, form)

    def _input(self, name: str, kind: str, given: dict[str, str], form: Drawn) -> None:
        if kind in {"checkbox", "radio"}:
            if "checked" in given or name not in form.names:
                form.sends.append((name, given.get("value", "on")))
        elif kind == "file":
            form.uploads.append(name)
        else:
            if kind in {"text", "search", "password"}:
                form.typed.append(name)
            form.sends.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._text is not None:
            name, form, words = self._text
            form.sends.append((name, "".join(words).removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._choice is not None:
            name, form, options = self._choice
            chosen = [value for value, mark in options if mark] or [value for value, _ in options if value]
            form.sends.append((name, chosen[0] if chosen else ""))
            self._choice = None
