"""Measure how long a run takes to leave: every format of export, and the report.

Prints the median of several rounds in one process, after one to warm up, beside what is wanted,
and the load of the machine meanwhile.

Usage: ``python benchmarks/exporting.py [--preset mnist-best] [--rounds 5]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.blas_threads import limit_blas_threads  # noqa: E402

limit_blas_threads()

from core.datasets.loading import load_dataset  # noqa: E402
from core.documents.recipe import Recipe  # noqa: E402
from core.documents.recorder import Recorder  # noqa: E402
from core.documents.run_document import RunDocument  # noqa: E402
from core.documents.stored_run import StoredRun  # noqa: E402
from core.exporting.catalog import EXPORTERS  # noqa: E402
from core.exporting.export_error import ExportError  # noqa: E402
from core.exporting.export_of_run import images_to_compare  # noqa: E402
from core.exporting.parity import parity  # noqa: E402
from core.exporting.trained_model import trained_model  # noqa: E402
from core.presets import PRESETS  # noqa: E402
from core.reporting.page import report_page  # noqa: E402
from core.training.build import session_for  # noqa: E402
from core.training.session_state import capture  # noqa: E402

#: Seconds.
GOALS = {"onnx": 1.0, "report": 3.0}
STEPS = 5


def median_of(rounds: int, function: Callable[[], object]) -> tuple[float, float]:
    """Return the median time, and the median of the processor's, in seconds."""
    function()
    times = []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        function()
        times.append((time.perf_counter() - began, time.process_time() - worked))
    waited, busy = zip(*times, strict=True)
    return statistics.median(waited), statistics.median(busy)


def show(name: str, seconds: tuple[float, float]) -> None:
    """Print a line."""
    goal = f"  (goal {GOALS[name]} s)" if name in GOALS else ""
    print(f"{name:12} {seconds[0]:6.2f} s, {seconds[1]:6.2f} s of the processor{goal}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="mnist-best", choices=list(PRESETS))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    dataset = load_dataset("mnist")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.glassbox"
        session = session_for(PRESETS[options.preset], dataset)
        recipe = Recipe.for_run(PRESETS[options.preset], dataset)
        document = RunDocument.create(path, recipe, capture(session))
        document.begin_writing()
        recorder = Recorder(session, document)
        while session.step < STEPS:
            recorder.record(list(session.run_step()))
        recorder.close()
        with StoredRun(path) as run:
            model = trained_model(run.experiment, run.best.values, run.best.step)
            images = images_to_compare(run.experiment, dataset)
            for name, exporter in EXPORTERS.items():
                out = Path(f"m{exporter.SUFFIX}")

                def export(exporter=exporter, out=out) -> None:  # noqa: ANN001
                    files = exporter.files(model, out)
                    if exporter.can_run:
                        parity(exporter, model, files, images)

                try:
                    show(name, median_of(options.rounds, export))
                except ExportError as error:
                    print(f"{name:12} {error}")
            show(
                "report",
                median_of(options.rounds, lambda: report_page(run, dataset, lambda *_: None)),
            )
    print("load", " ".join(f"{one:.1f}" for one in os.getloadavg()))


if __name__ == "__main__":
    main()
