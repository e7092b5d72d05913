"""Which layers put out maps, before and after their ReLU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class MapStage:
    """A layer that puts out maps, and the ReLU directly behind it.

    Attributes
    ----------
    layer : LayerOutline
    relu : int or None
        Index of the ReLU that reads this layer's output.
    """

    layer: LayerOutline
    relu: int | None

    @property
    def positions(self) -> tuple[int, ...]:
        """Indices of the layer and of its ReLU."""
        before = self.layer.position
        return (before,) if self.relu is None else (before, self.relu)


def map_stages(layers: Sequence[LayerOutline]) -> tuple[MapStage, ...]:
    """Return every layer with maps of shape (H, W, C) as output, each with its ReLU."""
    stages: list[MapStage] = []
    taken = -1
    for layer in layers:
        if len(layer.output_shape) != 3 or layer.position == taken:
            continue
        behind = layers[layer.position + 1 : layer.position + 2]
        has_relu = not layer.spec.IS_GATE and any(b.spec.IS_GATE for b in behind)
        taken = layer.position + 1 if has_relu else -1
        stages.append(MapStage(layer, taken if has_relu else None))
    return tuple(stages)
