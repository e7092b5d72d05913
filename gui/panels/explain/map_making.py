"""Makes maps of the data on a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.anatomy.addresses import INPUT_LAYER
from core.arrays import FloatArray
from core.data_map.data_map import DataMap, make_data_map
from core.inspection.network_copy import NetworkCopy
from core.network_spec import LayerOutline
from core.training.objective import Objective
from gui.background.attempt import Attempt
from gui.panels.explain.explaining import check_images, loss_of
from gui.panels.explain.map_request import MapRequest


def map_making() -> Callable[[MapRequest, Attempt[MapRequest]], DataMap]:
    """Return what makes maps, with a network of its own.

    What it returns hands over ``(share, layout or None)`` on the way.
    """
    copy = NetworkCopy()

    def make(request: MapRequest, attempt: Attempt[MapRequest]) -> DataMap:
        moment = request.moment
        spec = moment.network
        check_images(moment, request.images.images)

        def advance(share: float, layout: FloatArray | None) -> None:
            attempt.advance((share, layout))

        objective = Objective(copy.at(spec, moment.snapshot), loss_of(moment))
        return make_data_map(
            objective, spec, request.layer, request.images, request.rows, request.kind,
            attempt.check, advance, before=request.before,
        )  # fmt: skip

    return make


def layer_before_scores(outlines: Sequence[LayerOutline]) -> int:
    """Return the layer that the last layer with weights reads: what the scores are made of."""
    for outline in reversed(outlines):
        if outline.spec.parameter_shapes(outline.input_shape):
            return outline.position - 1
    return INPUT_LAYER
