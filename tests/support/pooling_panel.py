"""A pooling on screen."""

import numpy as np

from gui.panels.pooling.number_grid import NumberGrid
from tests.support.people import (
    find,
    point_at,
    pool_map,
)

NAME = "pooling_panel"


def grid(panel, part):
    return find(panel, f"{NAME}_card_{part}", NumberGrid)


def look_at(panel, row, column):
    point_at(pool_map(panel, "pooled"), pool_map(panel, "pooled").cell_rect(row, column))


def largest_in(values):
    return tuple(int(at) for at in np.unravel_index(values.argmax(), values.shape))
