"""Makes the maps away from the main thread, and keeps those made last."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.explanation.class_score import ClassScore
from core.explanation.explained_image import ExplainedImage, explain_image
from core.inspection.network_copy import NetworkCopy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.explain.request import ExplainRequest

KEPT = 64


class Explainer(QObject):
    """Answers one request at a time; a newer one replaces it, so wait while it `is_busy`.

    Signals
    -------
    answered(ExplainRequest)
        `answer` knows it now.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = NetworkCopy()  # used on the thread only
        self._kept: dict[Hashable, ExplainedImage | str] = {}
        self._wish: NewestWish[ExplainRequest, ExplainedImage] = NewestWish(
            self._explain, name="explanation", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def answer(self, request: ExplainRequest) -> ExplainedImage | str | None:
        """Return the maps, or why there are none; None if they were not made yet."""
        return self._kept.get(request.key)

    def ask(self, request: ExplainRequest) -> None:
        """Have the maps made."""
        self._wish.ask(request)

    def give_up(self) -> None:
        """Want nothing any more."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    def _explain(
        self, request: ExplainRequest, attempt: Attempt[ExplainRequest]
    ) -> ExplainedImage:
        """Make the maps on the thread."""
        moment = request.moment
        experiment, image = moment.experiment, moment.sample.image
        loss = CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
        score = ClassScore(
            self._network.at(moment.network, moment.snapshot),
            moment.network,
            loss,
            request.target,
            image_shape=image.shape,
        )
        x = image.astype(np.float32) / np.float32(255)
        return explain_image(score, request.target, x, attempt.check)

    def _keep(self, request: ExplainRequest, answer: ExplainedImage | str) -> None:
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[request.key] = answer
        self.answered.emit(request)

    @Slot(object, object)
    def _on_answered(self, request: ExplainRequest, answer: ExplainedImage) -> None:
        self._keep(request, answer)

    @Slot(object, str)
    def _on_failed(self, request: ExplainRequest, text: str) -> None:
        if text:
            self._keep(request, text)
