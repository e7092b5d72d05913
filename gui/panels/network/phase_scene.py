"""What the network shows in one phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.anatomy.map_chain import channel_source
from core.arrays import FloatArray
from core.inspection.filter_bank import filter_banks
from core.inspection.moment import Moment
from core.inspection.phases import PhaseKind
from core.inspection.stage_numbers import NetworkView, StageForm, StageNumbers, network_stages
from gui.panels.shown_unit import layer_within
from gui.state.phase_player import PhasePlayer


@dataclass(frozen=True, slots=True, eq=False)
class PhaseScene:
    """One moment in one view, as far as it has happened.

    Attributes
    ----------
    moment : Moment
    view : NetworkView
    changes : mapping of str to ndarray or None
        What the update added to every parameter, by path: shown in place of the weights.
    lit : int or None
        Place of the stage whose numbers have just been computed; 0 is the input.
    source : int or None
        Place of the stage they were computed from.
    hidden : frozenset of int
        Places of the stages whose turn has not come.
    hides_kernel : bool
        Whether the kernel under the input has no gradient yet.
    """

    moment: Moment
    view: NetworkView
    changes: Mapping[str, FloatArray] | None = None
    lit: int | None = None
    source: int | None = None
    hidden: frozenset[int] = frozenset()
    hides_kernel: bool = False

    @classmethod
    def of(cls, player: PhasePlayer, selected_layer: int) -> PhaseScene | None:
        """Return what to show for the player's phase; None while no phase is shown.

        Parameters
        ----------
        player : PhasePlayer
        selected_layer : int
            Its kernel lies under the input.
        """
        phase, before, after = player.phase, player.before, player.after
        if phase is None or before is None:
            return None
        stages = range(len(before.outlines) + 1)
        if phase.kind is PhaseKind.UPDATE:
            if after is None:
                return cls(before, NetworkView.WEIGHTS)
            new, old = after.snapshot.values, before.snapshot.values
            return cls(
                after, NetworkView.WEIGHTS, {path: new[path] - old[path] for path in new}
            )
        if phase.layer is None:
            return cls(before, NetworkView.ACTIVATIONS, lit=stages[-1])
        if phase.kind is PhaseKind.FORWARD:
            return cls(
                before,
                NetworkView.ACTIVATIONS,
                lit=phase.layer + 1,
                source=phase.layer,
                hidden=frozenset(stages[phase.layer + 2 :]),
            )
        return cls(
            before,
            NetworkView.GRADIENTS,
            lit=phase.layer,
            source=phase.layer + 1,
            hidden=frozenset(stages[: phase.layer]),
            hides_kernel=_kernel_layer(before, selected_layer) < phase.layer,
        )

    def weights_at(
        self, stage: StageNumbers, before: Moment | None, position: tuple[int, ...]
    ) -> tuple[float, float]:
        """Return a weight before and after the update, by its place in a stage's numbers."""
        found = []
        for moment in (before or self.moment, self.moment):
            stages = network_stages(
                NetworkView.WEIGHTS, moment.outlines, moment.trace, moment.snapshot.values
            )
            found.append(float(stages[stage.layer + 1].values[position]))
        return found[0], found[1]

    def stages(self) -> tuple[StageNumbers, ...]:
        """Return the numbers of every stage, those included that are not to be seen yet."""
        moment = self.moment
        values = moment.snapshot.values if self.changes is None else self.changes
        names = moment.sample.class_names
        stages = network_stages(self.view, moment.outlines, moment.trace, values, names)
        if self.changes is None:
            return stages
        changed = [
            stage
            if stage.form is StageForm.NOTHING
            else replace(stage, title=f"Δ {stage.title}")
            for stage in stages[1:]
        ]
        return stages[0], *changed


def _kernel_layer(moment: Moment, selected_layer: int) -> int:
    """Return whose kernel is shown: the selected channel's, or the network's first."""
    banks = [bank.layer.position for bank in filter_banks(moment.outlines)]
    source = channel_source(moment.outlines, layer_within(moment.outlines, selected_layer))
    return source if source in banks or not banks else banks[0]
