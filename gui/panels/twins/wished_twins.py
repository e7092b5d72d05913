"""Which recipes are to be trained together, from what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from core.experiment import Experiment
from core.twins.same_batches import twin_of
from core.twins.twin_preset import TwinPreset

ALIKE = (
    "The edited settings are those of the shown run: change one in the Experiment panel. "
    "Data, seed, batch size, validation share and augmentation are always those of A: they "
    "choose the batches."
)
ADDED_ALIKE = "One of the twins has these settings already: change one in the Experiment panel."


def recipes_of(
    preset: TwinPreset | None, edited: Experiment, shown: Experiment | None
) -> tuple[Experiment, ...]:
    """Return the recipes of the lead and its twins; empty if there would be no difference.

    Parameters
    ----------
    preset : TwinPreset or None
        Is trained on the data of the edited settings.  None: the shown run against these.
    edited : Experiment
    shown : Experiment or None
        Of the shown run.
    """
    if preset is not None:
        return tuple(one.replace(data=edited.data) for one in preset.recipes)
    if shown is None or _is_among(edited, shown, [shown]):
        return ()
    return shown, edited


def with_another(
    lead: Experiment, twins: Sequence[Experiment], edited: Experiment
) -> tuple[Experiment, ...]:
    """Return the lead, its twins, and one more; empty if there is one like that already."""
    if _is_among(edited, lead, [lead, *twins]):
        return ()
    return lead, *twins, edited


def _is_among(edited: Experiment, lead: Experiment, others: Sequence[Experiment]) -> bool:
    """Return whether a twin with these settings would do the same as another one."""
    wished = twin_of(lead, edited)
    return any(wished.replace(name=one.name) == one for one in others)
