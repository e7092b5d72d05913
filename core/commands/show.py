"""Say what a run is."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict
from functools import partial

from core.commands.json_line import json_line
from core.commands.surroundings import Surroundings
from core.curves.best_validation import best_validation
from core.data_description import DataDescription
from core.documents.engine_identity import foreign_spans
from core.documents.event_codec import RareEvent
from core.documents.replay_exactness import inexact_text
from core.documents.run_mark import RunMark
from core.documents.stored_run import StoredRun
from core.documents.weights_digest import weights_digest
from core.experiment import experiment_to_json
from core.number_text import digits_text, percent_text
from core.number_words import counted
from core.training.events import SessionFinished


def show(options: Namespace, surroundings: Surroundings) -> None:
    """Say what a run was made from, how far it got, and what happened to it.

    Whatever cannot be done is raised as `CoreError`.
    """
    with StoredRun(options.run) as run:
        values, lines = _about(run)
    surroundings.report("\n".join(lines), partial(json_line, values))


def _about(run: StoredRun) -> tuple[dict[str, object], list[str]]:
    experiment, document = run.experiment, run.document
    events: list[RareEvent] = [] if document is None else document.history.events()
    best = best_validation(events)
    summary = None if document is None else document.summary()
    ending = None if summary is None else summary.ending
    name = experiment.name if document is None else document.labels.name
    parent = None if document is None else document.recipe.parent
    credit = run.credit
    digest = weights_digest(experiment.network, run.last.values)
    size = run.path.stat().st_size
    values: dict[str, object] = {
        "name": name,
        "experiment": json.loads(experiment_to_json(experiment)),
        "steps": run.step,
        "epochs": run.epoch,
        "best_step": None if best is None else best.step,
        "validation_accuracy": None if best is None else best.accuracy,
        "finished": None if ending is None else ending.value,
        "weights_sha256": digest,
        "parent": None if parent is None else asdict(parent),
        "data_credit": None if credit is None else asdict(credit),
        "bytes": size,
    }
    lines = [
        f"{name}: {counted(run.step, 'step')}, {counted(run.epoch, 'epoch')}, {size:,} bytes",
        f"Recipe: {_recipe(run)}",
        f"Weights: SHA-256 {digest}",
    ]
    if best is not None:
        right = percent_text(best.accuracy, 2)
        lines.append(f"Best: {right} of the held-back images, step {best.step:,}")
    if parent is not None:
        lines.append(f"Branched from {parent.name} at step {parent.step:,}")
    if document is None:
        lines.append("Weights alone: there is no history to look at, or to resume exactly")
    lines += () if credit is None else credit.lines
    lines += _inexact_lines(run, events)
    lines += [_event_line(event) for event in events if isinstance(event, _REPORTED)]
    return values, lines


_REPORTED = (RunMark, SessionFinished)


def _inexact_lines(run: StoredRun, events: list[RareEvent]) -> list[str]:
    """Return which steps cannot be replayed to the last bit here, and why."""
    if run.document is None:
        return []
    return [
        f"Steps {span.first:,} to {min(span.last, run.step):,}: "
        f"{inexact_text(span.recorded_by)}"
        for span in foreign_spans(run.document.recipe.versions, events)
        if span.first <= run.step
    ]


def _event_line(event: RunMark | SessionFinished) -> str:
    if isinstance(event, SessionFinished):
        return f"Step {event.step:,}: {event.reason.value} {event.explanation}".rstrip()
    return f"Step {event.step:,}: {event.kind.value.replace('_', ' ')} {event.text}".rstrip()


def _recipe(run: StoredRun) -> str:
    experiment = run.experiment
    layers = ", ".join(layer.KIND for layer in experiment.network.layers)
    batch = (
        "all images"
        if experiment.batch_size is None
        else counted(experiment.batch_size, "image")
    )
    described = DataDescription.of(experiment.data)
    words = described.choice_words()
    rate = digits_text(experiment.optimizer.learning_rate, 6)
    return (
        f"{layers}; {experiment.optimizer.KIND} at {rate}, "
        f"{batch} a step, {counted(experiment.epochs, 'epoch')}, seed {experiment.seed}, "
        f"data {described.source}{f' ({words})' if words else ''}"
    )
