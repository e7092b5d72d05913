"""What a click on a page asks for, besides another number's page."""

from __future__ import annotations

from dataclasses import dataclass

from core.anatomy.addresses import ValueAddress


@dataclass(frozen=True, slots=True)
class ShowSample:
    """Show this training image everywhere.

    Attributes
    ----------
    place : int
        Among the images that are trained on, as samples are counted on screen.
    """

    place: int


@dataclass(frozen=True, slots=True)
class OpenClass:
    """List the samples of one class, or close the list again."""

    label: int


@dataclass(frozen=True, slots=True)
class MoreSamples:
    """List more samples (1), or only the largest again (-1)."""

    levels: int


@dataclass(frozen=True, slots=True)
class OpenBook:
    """Show the lines behind the pages as in the book."""


@dataclass(frozen=True, slots=True)
class CompareWith:
    """Show why the open page's class and not this one, or no longer.

    Attributes
    ----------
    label : int
    score : ValueAddress or None
        Whose page is opened first.
    """

    label: int
    score: ValueAddress | None = None


Wish = ShowSample | OpenClass | MoreSamples | OpenBook | CompareWith


@dataclass(frozen=True, slots=True)
class BatchReading:
    """How much of a batch is shown.

    Attributes
    ----------
    level : int
        How often more samples were asked for.
    opened : frozenset of int
        Classes whose samples are listed.
    """

    level: int = 0
    opened: frozenset[int] = frozenset()

    def after(self, wish: OpenClass | MoreSamples) -> BatchReading:
        """Return what is read once `wish` is granted."""
        if isinstance(wish, OpenClass):
            return BatchReading(self.level, self.opened ^ {wish.label})
        return BatchReading(self.level + 1 if wish.levels > 0 else 0, self.opened)
