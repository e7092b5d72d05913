"""What is said of a replayed step that is not the run's own, bit for bit: said here alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.documents.engine_identity import DECISIVE, ForeignSpan, engine_versions
from core.sentence import sentence
from core.training.events import BatchFinished

#: Stands beside the number of such a step, wherever one is shown.
INEXACT_MARK = "≈ replayed"
_BEGINNING = "Replayed, and not bit for bit what the run computed:"
OTHER_LOSSES = f"{_BEGINNING} the losses on the way are not those that were recorded."
_TITLES = {"numpy": "NumPy", "machine": "", "blas": "BLAS", "engine": "engine revision"}
_LONGEST = 60
#: Steps whose losses were recorded, with those losses.
Losses = Callable[[int], float | None]


class ReplayExactness:
    """Compares steps that are taken again with what is known of them.

    Parameters
    ----------
    foreign : sequence of ForeignSpan
        What was computed otherwise than here.
    recorded_loss : callable, optional
        Returns the loss of a step if it is known.
    """

    def __init__(
        self, foreign: Sequence[ForeignSpan] = (), recorded_loss: Losses | None = None
    ) -> None:
        self._foreign = tuple(foreign)
        self._recorded_loss = recorded_loss

    def objection(self, event: BatchFinished) -> str:
        """Return why a step that was just taken again is not the run's own, or nothing."""
        for span in self._foreign:
            if span.first <= event.step <= span.last:
                return inexact_text(span.recorded_by)
        return "" if self._is_as_recorded(event) else OTHER_LOSSES

    def _is_as_recorded(self, event: BatchFinished) -> bool:
        known = None if self._recorded_loss is None else self._recorded_loss(event.step)
        return (
            known is None
            or known == event.loss
            or (known != known and event.loss != event.loss)
        )


def inexact_text(recorded_by: Mapping[str, str]) -> str:
    """Return why steps that were recorded elsewhere are not replayed to the last bit here.

    Parameters
    ----------
    recorded_by : mapping of str to str
        Versions as a recipe has them; may come from anywhere.

    Returns
    -------
    str
        Names what recorded them and what replays them, as far as the two differ.
    """
    here = engine_versions()
    others = [name for name in DECISIVE if recorded_by.get(name, here[name]) != here[name]]
    return sentence(
        f"{_BEGINNING} recorded with {_named(recorded_by, others)}; replayed with "
        f"{_named(here, others)}."
    )


def _named(versions: Mapping[str, str], names: list[str]) -> str:
    return ", ".join(
        f"{_TITLES[name]} {sentence(versions[name], _LONGEST)}".strip() for name in names
    )
