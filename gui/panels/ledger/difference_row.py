"""The rows of a page that asks why one class and not another."""

from __future__ import annotations

from dataclasses import dataclass

from core.anatomy.addresses import Address
from core.arrays import FloatArray
from core.datasets.class_names import class_name


@dataclass(frozen=True, slots=True)
class ClassChoiceRow:
    """A button for every class that the page's own can be compared with.

    Attributes
    ----------
    first : int
        The page's own class.
    count : int
        How many classes there are.
    chosen : int or None
        The one it is compared with.
    said, truth : int or None
        What the network says, and what is right.
    names : tuple of str
        Of the classes; empty if they are not known.
    """

    first: int
    count: int
    chosen: int | None = None
    said: int | None = None
    truth: int | None = None
    names: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[int, ...]:
        """The classes that have a button."""
        return tuple(label for label in range(self.count) if label != self.first)

    def name_of(self, label: int) -> str:
        """Return what a class is called."""
        return class_name(label, self.names)


@dataclass(frozen=True, slots=True, eq=False)
class PartsRow:
    """The parts of a difference, painted on the sample.

    Attributes
    ----------
    parts : ndarray of shape (H, W)
    first, second : str
        What the classes are called.  Parts above 0 speak for the first, parts below 0 for the
        second.
    text : str
        The rule by which the parts were found.
    """

    parts: FloatArray
    first: str
    second: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ChannelPartRow:
    """What one map adds to a difference.

    Attributes
    ----------
    label : str
    parts : ndarray of shape (H, W)
    limit : float
        The size that gets the full colour, the same for all maps.
    value : float
        The sum of the parts.
    share : float
        Size of the value compared with the largest one, from 0 to 1.
    address : Address or None
        Where a click leads.
    hint : str
    """

    label: str
    parts: FloatArray
    limit: float
    value: float
    share: float
    address: Address | None
    hint: str
