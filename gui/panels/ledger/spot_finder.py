"""Which number the arrow keys go to."""

from __future__ import annotations

from collections.abc import Sequence

from gui.panels.ledger.canvas import Spot


def nearest_spot(
    spots: Sequence[Spot], current: Spot | None, across: int, down: int
) -> Spot | None:
    """Return the spot that an arrow key leads to from `current`.

    Parameters
    ----------
    spots : sequence of Spot
        In reading order.
    current : Spot or None
        Where the keyboard is; None leads to the first spot.
    across, down : int
        One of them is 1 or -1, the other 0.

    Returns
    -------
    Spot or None
        None if there is nothing further in that direction.
    """
    if not spots:
        return None
    if current is None:
        return spots[0] if across + down > 0 else spots[-1]
    if across:
        places = [spot.rect for spot in spots]
        if current.rect not in places:
            return spots[0]
        at = places.index(current.rect) + across
        return spots[at] if 0 <= at < len(spots) else None
    middle = current.rect.center()
    beyond = [
        spot
        for spot in spots
        if (spot.rect.center().y() - middle.y()) * down > current.rect.height() // 2
    ]
    if not beyond:
        return None
    line = min(abs(spot.rect.center().y() - middle.y()) for spot in beyond)
    near = [spot for spot in beyond if abs(spot.rect.center().y() - middle.y()) == line]
    return min(near, key=lambda spot: abs(spot.rect.center().x() - middle.x()))
