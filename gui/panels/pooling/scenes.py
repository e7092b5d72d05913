"""The maps of a pooling: what the winners keep and are sent, and by how much they won."""

from __future__ import annotations

import numpy as np

from core.inspection.magnitude import largest_magnitude
from core.inspection.pool_margins import PoolMargins, routed_by
from core.inspection.pooled_channel import PooledChannel
from core.number_text import share_text, short_text
from gui.panels.pooling.maps_view import PoolMapsView
from gui.panels.pooling.outline import input_outline, losers_outline, output_outline

INPUT_TIP = (
    "What the pooling reads. The cell that won its window is outlined. A faint outline: other "
    "cells of the window hold the same number, and the first in row order won."
)
POOLED_TIP = "The winner's number of every window: what the pooling puts out."
KEPT_TIP = "The numbers that won a window, where they stood; all others were dropped (hatched)."
MARGIN_TIP = (
    "Winner minus runner-up of every window. Outlined: both hold the same number, and the "
    "first in row order won. Red: there is no other number in the window. Equal patches of an "
    "image may differ in the last digit, so that rounding decides."
)
RUNNERS_UP_TIP = (
    "The numbers that came second: the gradient would go there if the winner were smaller by "
    "more than the margin."
)
ARRIVING_TIP = "dL/dy of each pooled number: what the layers behind the pooling send back."
ROUTED_TIP = (
    "dL/dx of each input number: the arriving gradient goes to the winner alone. A number that "
    "won no window (hatched) had no influence and gets exactly 0. A number that wins several "
    "overlapping windows gets the sum of their gradients."
)
DROPPING = "have dropped their gradient into the winner; the losers get exactly 0."


def show_input(maps: PoolMapsView, shown: PooledChannel) -> float:
    """Show what the pooling reads, winners outlined; return what gets the full colour."""
    limit = largest_magnitude(shown.x)
    outlined = input_outline(shown.windows, shown.winners, shown.tied())
    maps.show_map(0, ("Into MaxPool2D", "title"), INPUT_TIP, shown.x, limit, outlined)
    return limit


def show_winners(maps: PoolMapsView, shown: PooledChannel, limit: float) -> tuple[str, str]:
    """Show what the windows keep; return a count and the rest of a sentence about it."""
    pooled = output_outline(shown.windows)
    maps.show_map(1, ("Pooled", "forward"), POOLED_TIP, shown.pooled, limit, pooled)
    hatched = losers_outline(shown.windows, shown.winners)
    heading = "Kept by the windows", "forward"
    maps.show_map(2, heading, KEPT_TIP, shown.kept(), limit, hatched)
    return _shares(shown.winner_count(), shown.x.size, "win a window", "are dropped")


def show_routing(maps: PoolMapsView, shown: PooledChannel) -> tuple[float, str, str]:
    """Show where the arriving gradient goes, as far as it has dropped.

    Returns
    -------
    tuple (limit of the colours, count, rest of a sentence)

    Raises
    ------
    ValueError
        If the channel has no gradient.
    """
    arriving, routed = shown.grad_pooled, shown.grad_x
    if arriving is None or routed is None:
        raise ValueError("show_routing: expected a channel with a gradient, got one without")
    limit = max(largest_magnitude(arriving), largest_magnitude(routed))
    pooled = output_outline(shown.windows)
    maps.show_map(1, ("dL/dy arriving", "backward"), ARRIVING_TIP, arriving, limit, pooled)
    total, count = routed.size, int(np.count_nonzero(routed))
    said = _shares(count, total, "receive gradient", "get exactly 0")
    dropped = maps.drops.dropped
    if dropped is not None:
        routed = routed_by(shown, dropped)
        said = f"{dropped:,} of {arriving.size:,} windows", DROPPING
    hatched = losers_outline(shown.windows, shown.winners)
    heading = "dL/dx to the winners", "backward"
    maps.show_map(2, heading, ROUTED_TIP, routed, limit, hatched)
    return limit, *said


def show_margins(maps: PoolMapsView, shown: PooledChannel, limit: float) -> tuple[str, str]:
    """Show by how much the winners won, and who came second."""
    margins, tied = PoolMargins.of(shown), shown.tied()
    outlined = output_outline(shown.windows, tied)
    widest = largest_magnitude(margins.margin)
    maps.show_map(1, ("Margin", "title"), MARGIN_TIP, margins.margin, widest, outlined)
    hatched = losers_outline(shown.windows, margins.runner_up)
    seconds = margins.kept(shown.x)
    maps.show_map(2, ("Runners-up", "title"), RUNNERS_UP_TIP, seconds, limit, hatched)
    rest = margins.margin[~tied & np.isfinite(margins.margin)]
    text = "are tied: the first in row order wins."
    if rest.size:
        text += f" Least margin of the others: {short_text(float(rest.min()))}."
    return f"{int(tied.sum()):,} of {tied.size:,} windows", text


def _shares(count: int, total: int, verb: str, other_verb: str) -> tuple[str, str]:
    left = total - count
    share = share_text(left, total)
    text = f"{verb}; {left:,} {other_verb} ({share})."
    return f"{count:,} of {total:,} positions", text
