"""What is said of the batches between two looks at a run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.arrays import FloatArray
from core.inspection.filter_bank import FilterBank
from core.inspection.moment import Moment
from core.inspection.shown_kernel import ShownKernel
from core.inspection.stage_changes import may_compare
from core.inspection.stage_numbers import NetworkView
from core.number_text import signed_text
from gui.panels.network.stage_kind import StageKind

#: Filters of which the change is shown, at most.
MOST_FILTERS = 8


@dataclass(frozen=True, slots=True, eq=False)
class LastChange:
    """Two moments of one run, the later one first.

    Attributes
    ----------
    now, before : Moment
    """

    now: Moment
    before: Moment

    @classmethod
    def of(cls, now: Moment | None, before: Moment | None) -> LastChange | None:
        """Return what lies between two moments, if they are of one run."""
        if now is None or before is None:
            return None
        is_one_run = may_compare(NetworkView.WEIGHTS, before, now)
        return cls(now, before) if is_one_run else None

    @property
    def title(self) -> str:
        """Over how many batches."""
        batches = self.now.snapshot.step - self.before.snapshot.step
        what = "last batch" if batches == 1 else f"last {batches:,} batches"
        return f"Changed by the {what}"

    def filters(self, bank: FilterBank) -> FloatArray:
        """Return what was added to the first filters, (rows, columns, filters)."""
        new, old = (
            bank.fold(moment.snapshot.values[bank.path])[:, :, 0, :MOST_FILTERS]
            for moment in (self.now, self.before)
        )
        return new - old

    def kernel(self, kernel: ShownKernel) -> ShownKernel:
        """Return what was added to a kernel."""
        bank = kernel.bank
        old = bank.fold(self.before.snapshot.values[bank.path])
        earlier = old[..., : kernel.weights.shape[2], kernel.output]
        return replace(kernel, title=f"Δ {kernel.title}", weights=kernel.weights - earlier)

    def scores(self, kinds: tuple[StageKind, ...]) -> str:
        """Return what was added to the scores of the said and of the true class, in words."""
        now, before = self.now, self.before
        if StageKind.SCORES not in kinds or not may_compare(
            NetworkView.ACTIVATIONS, before, now
        ):
            return ""
        place = kinds.index(StageKind.SCORES)
        added = now.trace.values[place] - before.trace.values[place]
        classes = [now.trace.predicted]
        if now.sample.label not in (None, now.trace.predicted):
            classes.append(now.sample.label)
        return ", ".join(
            f"score {now.sample.name_of(label)} {signed_text(float(added[label]), 3)}"
            for label in classes
        )
