"""The step that the optimiser took with one weight, from the record of it."""

from __future__ import annotations

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.experiment import Experiment
from core.ledger.frozen_step import frozen_step
from core.ledger.optimizer_step import optimizer_step
from core.ledger.page import Page
from core.number_text import digits_text
from core.training.snapshot import Snapshot
from core.weight_paths import kept_zeros


def taken_step(address: ParameterAddress, experiment: Experiment, snapshot: Snapshot) -> Page:
    """Return how the latest step made a weight what it is.

    Parameters
    ----------
    address : ParameterAddress
    experiment : Experiment
        What the run was made from.
    snapshot : Snapshot
        With its record.

    Raises
    ------
    LedgerError
        If the snapshot has no record of the step.
    """
    record = snapshot.record
    if record is None:
        raise LedgerError("This moment was stored without the step that led to it.")
    spec, place = experiment.optimizer, address.index
    network = experiment.network
    value, taken = (
        float(values[address.path][place]) for values in (record.values, snapshot.values)
    )
    is_unit_frozen = (address.layer, place[-1]) in network.frozen_units
    is_frozen = is_unit_frozen or network.layers[address.layer].is_frozen
    is_pruned = not value and address.path in kept_zeros(network.outline())
    if is_frozen or is_pruned:
        return frozen_step(address, value=value, taken=taken, is_pruned=not is_frozen)
    base, notes = spec.learning_rate, []
    if record.learning_rate != base:
        notes.append(
            f"The schedule “{experiment.schedule.TITLE}” set η for this step: "
            f"{digits_text(record.learning_rate / base, 4)} times {digits_text(base, 6)}."
        )
    return optimizer_step(
        address,
        spec,
        value=value,
        gradient=float(snapshot.gradients[address.path][place]),
        kept=record.kept,
        step=record.optimizer_step,
        learning_rate=record.learning_rate,
        taken=taken,
        notes=notes,
    )
