"""A pooling as a figure."""

from __future__ import annotations

from core.arrays import frozen_copy
from core.figures.figure import Figure, Maps
from core.index_words import index_words
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words
from core.inspection.pooled_channel import PooledChannel


def pooling_figure(
    moment: Moment | None, shown: PooledChannel | None, channel: int
) -> Figure | None:
    """Return what one channel's pooling read, kept and sent back; None if nothing is shown."""
    if moment is None or shown is None:
        return None
    forward = Maps(
        f"Channel {index_words(channel)}, forward",
        ("read", "kept"),
        (frozen_copy(shown.x), frozen_copy(shown.pooled)),
    )
    parts = [forward]
    if shown.grad_pooled is not None and shown.grad_x is not None:
        backward = (frozen_copy(shown.grad_pooled), frozen_copy(shown.grad_x))
        title = f"Channel {index_words(channel)}, gradient"
        parts.append(Maps(title, ("came back", "given to the winners"), backward))
    return Figure("Pooling", tuple(parts), moment_words(moment))
