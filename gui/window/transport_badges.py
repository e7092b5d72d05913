"""Short verdicts beside each other, at the right end of the transport."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout


class TransportBadges(QHBoxLayout):
    """Knows how much room its badges take by their latest texts.

    A layout says that an event later only: until then it remembers what it said before.

    Parameters
    ----------
    gap : int
        Between two of them.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setSpacing(gap)

    def needed(self) -> int:
        """Return the width of all that are to be seen."""
        items = [self.itemAt(place) for place in range(self.count())]
        badges = [item.widget() for item in items if item is not None]
        widths = [
            max(badge.sizeHint().width(), badge.minimumWidth())
            for badge in badges
            if badge is not None and not badge.isHidden()
        ]
        return sum(widths) + self.spacing() * max(len(widths) - 1, 0)
