"""Write a run for other programs."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from core.commands.data_of_run import data_of_run
from core.commands.json_line import json_line
from core.commands.output_file import written
from core.commands.progress_bar import ProgressBar
from core.commands.surroundings import Surroundings
from core.datasets.dataset import Dataset
from core.documents.stored_run import StoredRun
from core.errors import LoadError
from core.experiment import Experiment
from core.exporting.export_error import ExportError
from core.exporting.format_names import REPORT_SUFFIX
from core.exporting.trained_model import trained_model
from core.formats.atomic_write import write_atomically
from core.formats.file_access import short_name
from core.formats.output_target import OutputError, check_output, stat_of
from core.training.build import check_trainable


def export(options: Namespace, surroundings: Surroundings) -> None:
    """Write the model, the weights, the recipe or a script of a run.

    Whatever cannot be done is raised as `CoreError`; then nothing is written.
    """
    out = Path(options.out)
    if out.suffix.lower() == REPORT_SUFFIX:
        _export_report(options, out, surroundings)
        return
    # all kinds of layers in all formats take their time: not before they are needed
    from core.exporting.catalog import exporter_for
    from core.exporting.export_of_run import export_of_run

    exporter = exporter_for(out, options.script)
    _check_targets(exporter.paths(out), options)
    with StoredRun(options.run) as run, surroundings.progress_bar() as bar:
        experiment = run.experiment
        load = partial(_data, options, experiment, bar)
        dataset = None if options.step is None else load()
        weights = run.best if dataset is None else run.weights_at(options.step, dataset)
        model = trained_model(experiment, weights.values, weights.step, run.credit)
        made = export_of_run(
            exporter, model, out, short_name(options.run), lambda: dataset or load()
        )
    if made.trouble:
        surroundings.console.remark(made.trouble)
    with surroundings.interruption.held():
        written(out, made.write)
        surroundings.interruption.kept = f"the export is in {out}"
    names = " and ".join(str(path) for path in made.files)
    text = f"{made.title} of step {made.step:,}: {names}\n{made.parity_text}".rstrip()
    surroundings.report(
        text,
        partial(
            json_line,
            {"file": str(out), "bytes": len(made.files[out]), "parity": made.difference},
        ),
    )


def _export_report(options: Namespace, out: Path, surroundings: Surroundings) -> None:
    from core.reporting.page import report_page

    if options.script is not None:
        raise ExportError(
            f"{short_name(out)}: --as {options.script} makes a script, so the name has to end "
            "in .py"
        )
    _check_targets((out,), options)
    with StoredRun(options.run) as run, surroundings.progress_bar() as bar:
        dataset, trouble = None, ""
        try:
            dataset = data_of_run(options.run, run.experiment, options.data, bar)
        except LoadError as error:
            if options.step is not None:
                raise
            trouble = str(error)
            surroundings.console.remark(f"the report goes without images: {error}")
        weights = None
        if options.step is not None and dataset is not None:
            weights = run.weights_at(options.step, dataset)
        page = report_page(run, dataset, bar.show, weights=weights, trouble=trouble)
        step = (weights or run.best).step
    with surroundings.interruption.held():
        written(out, partial(write_atomically, out, page))
        surroundings.interruption.kept = f"the report is in {out}"
    surroundings.report(
        f"Report of step {step:,}: {out}",
        partial(json_line, {"file": str(out), "bytes": len(page), "parity": None}),
    )


def _check_targets(paths: tuple[Path, ...], options: Namespace) -> None:
    inputs = (options.run,) if options.data is None else (options.run, options.data)
    for path in paths:
        check_output(path, inputs)
        if not options.overwrite and stat_of(path) is not None:
            raise OutputError(
                f"{short_name(path)}: there is such a file already: replace it with --overwrite"
            )


def _data(options: Namespace, experiment: Experiment, bar: ProgressBar) -> Dataset:
    """Return the images of the run.

    Raises
    ------
    CoreError
        If there are none, or the network cannot read them.
    """
    dataset = data_of_run(options.run, experiment, options.data, bar)
    check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
    return dataset
