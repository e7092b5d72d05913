"""Reads a page of HTML as strictly as one can: what it says, and what is wrong with it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: Elements without an end.
VOID = frozenset(("meta", "br", "hr", "img", "link", "input"))
ADDRESSES = frozenset(("href", "src", "xlink:href", "srcset", "action", "data"))


class HtmlPage(HTMLParser):
    """Collects elements, texts and addresses, and complains of what is not closed."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.faults: list[str] = []
        self.source = content.decode("utf-8")
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"<{name}> is never closed" for name in self._open]

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        self.addresses += [value for name, value in attrs if name in ADDRESSES]
        self.faults += [f"<{tag} {name}>" for name in names if name.startswith("on")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All that can be read, in one line."""
        return " ".join(" ".join(self.texts).split())

    def check(self) -> None:
        """Fail unless the page is sound, needs nothing from elsewhere, and runs nothing."""
        assert self.faults == []
        assert "script" not in self.names
        assert all(one.startswith("data:image/png;base64,") for one in self.addresses)
        style = self.source.partition("<style>")[2].partition("</style>")[0]
        assert "url(" not in style
        assert "@import" not in style
        for one in re.findall(r"<[^>]*https?://[^>]*>", self.source):
            assert "http://www.w3.org/" in one  # what is read may name addresses
