"""What every change to a shown network promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from core.arrays import FloatArray
from core.errors import SpecError
from core.network_spec import LayerOutline, NetworkSpec

#: Arrays of a network by path; an edit puts a copy in the place of one before changing it.
Values = dict[str, FloatArray]


class Edit(ABC):
    """One change to a network; a frozen value."""

    @abstractmethod
    def apply(self, network: NetworkSpec, values: Values) -> NetworkSpec:
        """Return the changed description; put changed arrays into `values`.

        Parameters
        ----------
        network : NetworkSpec
        values : dict of str to ndarray
            Everything a snapshot holds, by path.  Its arrays are not written to.

        Raises
        ------
        SpecError
            If the network has nothing of that kind; the text is fit to show.
        """

    @abstractmethod
    def words(self, outlines: Sequence[LayerOutline]) -> str:
        """Return in a few words what is changed: ``filter 3 of Conv2D silenced``."""

    def replaces(self, before: Edit) -> bool:
        """Return whether it takes the place of the edit right before it."""
        return False


def own_copy(values: Values, path: str) -> FloatArray:
    """Put a copy in the place of an array, and return it.

    Raises
    ------
    SpecError
        If there is no such array.
    """
    if path not in values:
        raise SpecError(f"The network has no array {path:.60}.")
    values[path] = copy = values[path].copy()
    return copy
