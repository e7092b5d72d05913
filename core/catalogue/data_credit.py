"""Whose images a set of data holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

#: More of a text than that is not a licence's name or a citation.
MOST_LETTERS = 1_000


@dataclass(frozen=True, slots=True)
class DataCredit:
    """Who made a set of data, and on what terms; goes wherever the set or its networks go.

    Attributes
    ----------
    title : str
    licence : str
        Its name, or in a few words what is known of the terms; may be empty.
    citation : str
        The work to cite, in one line; may be empty.
    home : str
        Address of its page; empty for data of one's own.
    """

    title: str
    licence: str
    citation: str
    home: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Lines for people: what, and if it is known on what terms, and what to cite."""
        said = (
            ("Data", ", ".join(text for text in (self.title, self.home) if text)),
            ("Licence of the data", self.licence),
            ("To cite", self.citation),
        )
        return tuple(f"{what}: {text}" for what, text in said if text)


def credit_entries(credit: DataCredit | None, prefix: str) -> dict[str, str]:
    """Return a credit as texts by name, each name beginning with `prefix`; none for None."""
    if credit is None:
        return {}
    return {f"{prefix}{name}": text for name, text in asdict(credit).items()}


def credit_from(entries: Mapping[str, str], prefix: str) -> DataCredit | None:
    """Return the credit that `credit_entries` wrote among other texts; None without one."""
    names = [field.name for field in fields(DataCredit)]
    found = [entries.get(f"{prefix}{name}") for name in names]
    texts = [text[:MOST_LETTERS] for text in found if text is not None]
    return DataCredit(*texts) if len(texts) == len(names) else None
