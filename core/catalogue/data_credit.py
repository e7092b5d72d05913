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
        Its name, or in a few words what is known of the terms.
    citation : str
        The work to cite, in one line.
    home : str
        Address of its page.
    """

    title: str
    licence: str
    citation: str
    home: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Three lines for people: what, on what terms, and what to cite."""
        return (
            f"Data: {self.title}, {self.home}",
            f"Licence of the data: {self.licence}",
            f"To cite: {self.citation}",
        )


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
