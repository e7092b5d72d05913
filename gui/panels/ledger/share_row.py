"""The row of one sample of a batch, or of one class of it."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import ByteArray
from gui.panels.ledger.wishes import Wish


@dataclass(frozen=True, slots=True, eq=False)
class ShareRow:
    """What one sample of a batch, or all of one class, adds to a weight's gradient.

    Attributes
    ----------
    label : str
    aside : str
        What is said of it in small letters: its place, or how many there are.
    value : float
        What it adds.
    number : str
        The same as it is written.
    share : float
        Size of the value compared with the largest one, from 0 to 1.
    wish : Wish
        What a click asks for.
    hint : str
    image : ndarray of uint8, shape (H, W), or None
        The sample, small.
    is_strong : bool
        Whether it is the shown sample.
    is_open : bool or None
        Whether the samples of this class are listed; None if it is a sample.
    is_inside : bool
        Whether it is listed under its class.
    """

    label: str
    aside: str
    value: float
    number: str
    share: float
    wish: Wish
    hint: str
    image: ByteArray | None = None
    is_strong: bool = False
    is_open: bool | None = None
    is_inside: bool = False
