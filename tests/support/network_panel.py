"""The network panel, looked at as a person does."""

import numpy as np

from tests.support.people import text_of

INPUT, CONV, RELU, POOL, FLATTEN, DENSE, SOFTMAX = range(7)  # places in the pipeline


def body(panel, place):
    return panel._pipeline.views[place].body


def cell(panel, place, position):
    """Where a number is drawn, in its body's coordinates."""
    widget = body(panel, place)
    if len(position) == 3:
        row, column, channel = position
        return widget.cell_rect(channel, row, column)
    return widget.unit_rect(position[0])


def read_out(panel):
    return text_of(panel, "network_read_out_place"), text_of(panel, "network_read_out_value")


def largest_at(values):
    return tuple(int(at) for at in np.unravel_index(np.abs(values).argmax(), values.shape))
