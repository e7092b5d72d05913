"""What the network would say if one stage were switched; away from the main thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.datasets.batch import cut_batch
from core.drawing.preparation import DigitPreparation, prepared
from core.errors import LoadError
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt
from gui.state.drawing import DrawnSheet

#: The switch of every stage that has one.
SWITCHES = {"ink": "finds_ink", "crop": "crops", "fit": "fits_box", "centre": "centres"}


@dataclass(frozen=True, slots=True, eq=False)
class SwitchedWish:
    """Say what the network of a moment makes of a drawing that is prepared another way."""

    moment: Moment
    sheet: DrawnSheet
    how: DigitPreparation


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """A class, its probability if the network gives one, and what the class is called."""

    label: int
    probability: float | None
    name: str


Answers = Mapping[str, StageAnswer | None]


class SwitchedAnswers:
    """Answers on a network of its own."""

    def __init__(self) -> None:
        self._network = NetworkCopy()

    def answer(self, wish: SwitchedWish, _attempt: Attempt[SwitchedWish]) -> Answers:
        """Return for every stage what is said with it switched; None if no ink is left.

        Nothing is returned of a drawing that was prepared before: no stage does anything.
        """
        moment = wish.moment
        if wish.sheet.is_ready:
            return {}
        height, width, channels = moment.sample.image.shape
        images = {}
        for stage, field in SWITCHES.items():
            how = replace(wish.how, **{field: not getattr(wish.how, field)})
            try:
                images[stage] = prepared(wish.sheet.board, how, (height, width)).image
            except LoadError:
                continue
        found: dict[str, StageAnswer | None] = dict.fromkeys(SWITCHES)
        if not images:
            return found
        stack = np.repeat(np.stack(list(images.values()))[..., None], channels, axis=3)
        x = cut_batch(stack, slice(None), moment.network.input_shape, batch_innermost=False)
        network = self._network.at(moment.network, moment.snapshot)
        with np.errstate(all="ignore"):  # a diverged network stays inspectable
            outputs = network.forward(x, training=False)
        sure = moment.outlines[-1].spec.GIVES_PROBABILITIES
        for stage, output in zip(images, outputs, strict=True):
            label = int(output.argmax())
            if np.isfinite(output).all():
                share = float(output[label]) if sure else None
                found[stage] = StageAnswer(label, share, moment.sample.name_of(label))
        return found
