"""Measure how long judging takes: 10,000 images, images made worse, and a gallery that scrolls.

Prints the best of several rounds on one thread, beside what is wanted.

Usage: ``python benchmarks/evaluating.py [--rounds 5] [--presets seed-cnn,lenet-5]``
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.blas_threads import limit_blas_threads  # noqa: E402

limit_blas_threads()

import numpy as np  # noqa: E402

from core.datasets.dataset import Dataset  # noqa: E402
from core.datasets.loading import load_dataset  # noqa: E402
from core.evaluation.judgement import judgement_of  # noqa: E402
from core.evaluation.robustness import robustness, some_rows  # noqa: E402
from core.evaluation.sureness import sureness  # noqa: E402
from core.evaluation.temperature import fitted_temperature  # noqa: E402
from core.evaluation.verdicts import Verdicts, judge_images  # noqa: E402
from core.presets import PRESETS  # noqa: E402
from core.training.build import session_for  # noqa: E402
from core.training.session import TrainingSession  # noqa: E402

#: Seconds for 10,000 images.
GOALS = {"seed-cnn": 0.5, "lenet-5": 3.0}
STEPS = 20
FRAME_MS = 1000 / 60
FRAMES = 300
SIZE = (640, 480)


def best_of(rounds: int, function: Callable[[], object]) -> float:
    """Return the shortest of several times, in seconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return min(times)


def trained(preset: str, dataset: Dataset) -> TrainingSession:
    """Return a session after a few steps."""
    session = session_for(PRESETS[preset], dataset)
    while session.step < STEPS:
        for _ in session.run_step():
            pass
    return session


def judged(session: TrainingSession, dataset: Dataset, preset: str) -> Verdicts:
    """Judge all test images, figures of every kind included."""
    test = dataset.test
    if test is None:
        raise SystemExit("this needs test images")
    names = dataset.class_names
    verdicts = judge_images(
        session.objective, test, np.arange(len(test)), PRESETS[preset].network, len(names)
    )
    judgement_of(verdicts, names)
    sureness(verdicts.confidence, verdicts.is_right)
    return verdicts


def measure(preset: str, dataset: Dataset, rounds: int) -> None:
    """Print the times of one preset."""
    session = trained(preset, dataset)
    seconds = best_of(rounds, lambda: judged(session, dataset, preset))
    goal = GOALS.get(preset)
    wanted = "" if goal is None else f"   wanted: {goal:.1f} s at most"
    print(f"{preset}: 10,000 images judged in {seconds:.2f} s{wanted}")
    verdicts = judged(session, dataset, preset)
    if verdicts.scores is not None:
        scores = verdicts.scores
        fit = best_of(rounds, lambda: fitted_temperature(scores, verdicts.true))
        print(f"{preset}: temperature fitted on 10,000 images in {fit:.2f} s")
    rows = some_rows(np.arange(len(verdicts.rows)))
    test = dataset.test
    if test is None:
        return
    images, labels = test.images[rows], test.labels[rows].astype(np.int64)
    networks = [(session.network, PRESETS[preset].network.input_shape)]
    worse = best_of(1, lambda: robustness(networks, images, labels))
    print(f"{preset}: {len(rows):,} images, six disturbances in five strengths: {worse:.1f} s")


def scroll(session: TrainingSession, dataset: Dataset, preset: str) -> None:
    """Print how long a frame takes while a gallery of 10,000 images scrolls."""
    from PySide6.QtWidgets import QApplication

    from gui.theme.fonts import load_fonts
    from gui.theme.theme import CurrentTheme

    application = QApplication.instance() or QApplication([])
    load_fonts()
    scroll_area = _gallery(session, dataset, preset, CurrentTheme())
    scroll_area.resize(*SIZE)
    scroll_area.show()
    application.processEvents()
    bar = scroll_area.verticalScrollBar()
    times = []
    for value in np.linspace(0, bar.maximum(), FRAMES).astype(int).tolist():
        began = time.perf_counter()
        bar.setValue(value)
        scroll_area.viewport().repaint()
        application.processEvents()
        times.append(1000 * (time.perf_counter() - began))
    median, worst = np.percentile(times, [50, 95])
    print(
        f"gallery of 10,000: a frame takes {median:.1f} ms, {worst:.1f} ms at p95   wanted: "
        f"{FRAME_MS:.1f} ms at most"
    )
    scroll_area.close()


def _gallery(session: TrainingSession, dataset: Dataset, preset: str, theme: object) -> object:
    from PySide6.QtWidgets import QScrollArea

    from core.datasets.sample import Part, Sample
    from core.evaluation.ranking import Ranking, least_sure
    from core.inspection.moment import moment_of, new_run_id
    from core.inspection.network_copy import NetworkCopy
    from core.training.snapshot import take_snapshot
    from gui.judging.evaluation import EvaluationRequest
    from gui.judging.evaluator import judged as judged_request
    from gui.judging.gallery_view import GalleryView

    test = dataset.test
    if test is None:
        raise SystemExit("this needs test images")
    snapshot = take_snapshot(session.network, step=session.step, epoch=1)
    sample = Sample(Part.TEST, 0, test.images[0], int(test.labels[0]))
    copy = NetworkCopy()
    moment = moment_of(
        PRESETS[preset], snapshot, sample, copy, initial=snapshot.values, run_id=new_run_id()
    )
    request = EvaluationRequest(
        moment, Part.TEST, dataset, np.arange(len(test)), np.arange(0), is_live=False
    )
    evaluation = judged_request(request, copy, lambda _share, _text: None)
    view = GalleryView(theme, "gallery")
    places = least_sure(evaluation.verdicts)
    view.show_images(evaluation, places, Ranking.MARGIN, is_mixed=True)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(view)
    return area


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--presets", default=",".join(GOALS))
    options = parser.parse_args()
    dataset = load_dataset("mnist")
    presets = options.presets.split(",")
    for preset in presets:
        measure(preset, dataset, options.rounds)
    scroll(trained(presets[0], dataset), dataset, presets[0])


if __name__ == "__main__":
    main()
