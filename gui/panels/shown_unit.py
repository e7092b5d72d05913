"""Which layer and channel a panel shows, whatever is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.network_spec import LayerOutline


@dataclass(slots=True)
class ShownUnit:
    """Follows the selection where a panel can; elsewhere it stays with what it showed before.

    Attributes
    ----------
    layer : int
        -1 is none yet.
    channel : int
    """

    layer: int = -1
    channel: int = 0

    def follow(
        self, layer: int | None, offered: Sequence[int], channel: int | None = None
    ) -> bool:
        """Go to a layer, or stay if it is not offered, or go to the first that is.

        Parameters
        ----------
        layer : int or None
        offered : sequence of int
            The layers that the panel can show; at least one.
        channel : int, optional
            The channel to show if the layer is offered; otherwise it stays.

        Returns
        -------
        bool
            Whether the layer is offered.
        """
        is_offered = layer in offered
        if is_offered and layer is not None:
            self.layer = layer
            self.channel = self.channel if channel is None else channel
        elif self.layer not in offered:
            self.layer = offered[0]
        return is_offered

    def keep_within(self, channels: int) -> None:
        """Show the last channel if there are fewer than before."""
        self.channel = min(self.channel, channels - 1)


def layer_within(outlines: Sequence[LayerOutline], layer: int) -> int:
    """Return a layer, or the last one of a network that has fewer."""
    return min(layer, len(outlines) - 1)
