"""A list of changes to a shown network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from core.arrays import FloatArray
from core.network_spec import NetworkSpec
from core.number_words import counted
from core.training.snapshot import Snapshot
from core.what_if.edit import Edit


@dataclass(frozen=True, slots=True)
class Edits:
    """Changes in the order they were made, an immutable value; none for the run's own network.

    Attributes
    ----------
    items : tuple of Edit
    """

    items: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def with_edit(self, edit: Edit) -> Edits:
        """Return these and one more, which may take the place of the last."""
        before = self.items
        if before and edit.replaces(before[-1]):
            before = before[:-1]
        return Edits((*before, edit))

    def without(self, position: int) -> Edits:
        """Return all but one of them."""
        return Edits(self.items[:position] + self.items[position + 1 :])

    def apply(
        self, network: NetworkSpec, values: Mapping[str, FloatArray]
    ) -> tuple[NetworkSpec, Mapping[str, FloatArray]]:
        """Return the changed network and its arrays; what is handed over stays as it is.

        Raises
        ------
        SpecError
            If an edit does not fit the network.
        """
        changed = dict(values)
        for edit in self.items:
            network = edit.apply(network, changed)
        for path, array in changed.items():
            if array is not values[path]:
                array.flags.writeable = False
        return network, MappingProxyType(changed)

    def snapshot_of(
        self, network: NetworkSpec, snapshot: Snapshot
    ) -> tuple[NetworkSpec, Snapshot]:
        """Return the changed network as a snapshot of a run shows it.

        The gradients of the run's batch are not those of these weights: they are undefined
        numbers, and how the step was taken says nothing of them either.
        """
        network, values = self.apply(network, snapshot.values)
        unknown = {path: _undefined(array) for path, array in snapshot.gradients.items()}
        changed = replace(
            snapshot, values=values, gradients=MappingProxyType(unknown), record=None
        )
        return network, changed

    @property
    def count_words(self) -> str:
        """How many there are: ``2 changes``."""
        return counted(len(self.items), "change")


#: The run's own network.
NO_EDITS = Edits()


def _undefined(array: FloatArray) -> FloatArray:
    undefined = np.full_like(array, np.nan)
    undefined.flags.writeable = False
    return undefined
