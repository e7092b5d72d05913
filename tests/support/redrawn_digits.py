"""Digits of MNIST, drawn again by a pen on a large board, anywhere and of any size."""

from __future__ import annotations

import numpy as np

from core.drawing.board import BOARD_SIDE, draw_line
from core.drawing.scaled import scaled

#: Where the middle of a digit comes to at most, and how large and thick it may be.
MOST_SHIFT, SIZES, PENS = 60, (0.5, 1.2), (8, 24)
#: How much larger a digit is made before it is thinned, and from where on it counts as ink.
LARGER, INK = 4, 100
NEIGHBOURS = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def skeleton(is_ink):
    """Return the middle lines of what is drawn.

    Zhang & Suen (1984), "A fast parallel algorithm for thinning digital patterns".
    """
    ink = np.pad(is_ink, 1)
    while True:
        before = ink.copy()
        for odd in (0, 1):
            ring = np.stack(
                [np.roll(ink, (-row, -column), (0, 1)) for row, column in NEIGHBOURS]
            )
            count = ring.sum(axis=0)
            turns = (~ring & np.roll(ring, -1, axis=0)).sum(axis=0)
            north, east, south, west = ring[0], ring[2], ring[4], ring[6]
            gate = ~(north & east & south) & ~(east & south & west)
            if odd:
                gate = ~(north & east & west) & ~(north & south & west)
            ink = ink & ~((count >= 2) & (count <= 6) & (turns == 1) & gate)
        if (ink == before).all():
            return ink[1:-1, 1:-1]


def redrawn(image, rng):
    """Return a digit of shape (28, 28) on a board, as a person might have drawn it.

    A shift ends where the digit would leave the board, on which it cannot be drawn.  The
    skeleton is that of the enlarged digit: at 28 pixels a small loop is thinner than
    the pixels between its strokes, and closes.
    """
    board = np.zeros((BOARD_SIDE, BOARD_SIDE), np.uint8)
    side = image.shape[0] * LARGER
    thin = skeleton(scaled(image.astype(np.float64), (side, side)) > INK)
    cell = rng.uniform(*SIZES) * BOARD_SIDE / side
    pen = rng.uniform(*PENS)
    places = BOARD_SIDE / 2 + (np.argwhere(thin) + 0.5 - side / 2) * cell  # rows and columns
    room = pen / 2 - places.min(axis=0), BOARD_SIDE - pen / 2 - places.max(axis=0)
    shift = np.clip(rng.uniform(-MOST_SHIFT, MOST_SHIFT, 2), *room)
    for row, column in (places + shift).tolist():
        draw_line(board, (column, row), (column, row), pen)
    return board
