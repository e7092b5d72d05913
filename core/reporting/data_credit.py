"""Who made the data, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.experiment import MNIST

#: Of data that comes with the program.
_CREDITS: Mapping[str, str] = MappingProxyType(
    {
        MNIST: (
            "Yann LeCun, Corinna Cortes and Christopher J. C. Burges, “The MNIST database of "
            "handwritten digits”; CC BY-SA 3.0"
        )
    }
)


def data_credit(source: str) -> str:
    """Return source and licence of the data at `source`; empty where they are not known."""
    return _CREDITS.get(source, "")
