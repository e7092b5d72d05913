"""What of the cost of saving is due to the bytes that were written."""

from __future__ import annotations

#: Weight of all saves before, beside the newest.
_FADING = 0.9


class SaveCost:
    """Fits a straight line to what saves took, by the bytes they wrote; old ones fade.

    Whatever is written, a save has to begin, to end and perhaps to wait for the disk: with
    fewer states only the rest becomes cheaper.

    Attributes
    ----------
    per_byte : float
        Seconds, from 0; all of the cost while every save wrote about as much.
    """

    def __init__(self) -> None:
        self.per_byte = 0.0
        self._count = self._bytes = self._seconds = self._squares = self._products = 0.0

    def add(self, written: int, seconds: float) -> None:
        """Take note of a save."""
        self._count = _FADING * self._count + 1
        self._bytes = _FADING * self._bytes + written
        self._seconds = _FADING * self._seconds + seconds
        self._squares = _FADING * self._squares + written * written
        self._products = _FADING * self._products + written * seconds
        mean = self._bytes / self._count
        spread = self._squares / self._count - mean * mean
        at_most = self._seconds / max(self._bytes, 1.0)
        if spread <= 0.01 * mean * mean:
            self.per_byte = at_most
            return
        common = self._products / self._count - mean * self._seconds / self._count
        self.per_byte = min(max(common / spread, 0.0), at_most)
