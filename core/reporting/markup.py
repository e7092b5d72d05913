"""Pieces of HTML; every text is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

from core.sentence import printable

#: Text that is HTML already.
Html = NewType("Html", str)


def words(text: object) -> Html:
    """Return any text as HTML that shows just that."""
    return Html(escape(printable(str(text))))


def lines(text: str) -> Html:
    """Return a text of several lines, each a line on the page."""
    return Html("<br>".join(words(line) for line in text.splitlines()))


def join(pieces: Iterable[Html]) -> Html:
    """Return pieces one after the other."""
    return Html("".join(pieces))


def element(name: str, *content: Html, kind: str = "") -> Html:
    """Return an element with a class."""
    attribute = f' class="{kind}"' if kind else ""
    return Html(f"<{name}{attribute}>{''.join(content)}</{name}>")


def paragraph(text: str, kind: str = "") -> Html:
    """Return a paragraph of plain text."""
    return element("p", words(text), kind=kind)


def code(text: str) -> Html:
    """Return lines that are typed or read by a program."""
    # what cannot be seen is replaced line by line: a break of lines stays one
    return element("pre", Html("\n".join(words(line) for line in text.splitlines())))


def section(title: str, *content: Html) -> Html:
    """Return a part of the page with its heading."""
    return element("section", element("h2", words(title)), *content)


def facts(rows: Iterable[tuple[str, object]]) -> Html:
    """Return names with their values, one a row."""
    return element(
        "table",
        element(
            "tbody",
            *(
                element("tr", Html(f'<th scope="row">{words(name)}</th>'),
                        element("td", words(value)))
                for name, value in rows
            ),
        ),
        kind="facts",
    )  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[object]], numbers_from: int) -> Html:
    """Return a table; columns from `numbers_from` on are numbers, and stand right."""

    def cells(row: Sequence[object], name: str) -> Html:
        return join(
            element(name, words(value), kind="number" if at >= numbers_from else "")
            for at, value in enumerate(row)
        )

    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", cells(head, "th"))),
            element("tbody", *(element("tr", cells(row, "td")) for row in rows)),
        ),
        kind="wide",
    )


def bar(share: float, kind: str) -> Html:
    """Return a bar that is filled to a share from 0 to 1."""
    percent = round(100 * min(max(share, 0.0), 1.0), 1)
    return Html(
        f'<span class="bar"><span class="{kind}" style="width:{percent}%"></span></span>'
    )
