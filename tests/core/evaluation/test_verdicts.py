"""What is said of every image, and in which order images are shown, against plain loops."""

import math
import threading

import numpy as np
import pytest

from core.errors import Cancelled
from core.evaluation.ranking import Ranking, in_cell, least_sure, most_wrong, ranked
from core.evaluation.verdicts import judge_images
from tests.core.evaluation.test_judgement import COUNT, ENDS, made_up, session_on
from tests.support.said_verdicts import said


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("classes", [1, 4])
def test_that_every_image_has_what_it_has_alone(end, classes):
    dataset = made_up(classes)
    rows = np.arange(COUNT)[::-2].copy()
    experiment, session = session_on(dataset, end)
    shares = []
    verdicts = judge_images(
        session.objective,
        dataset.train,
        rows,
        experiment.network,
        classes,
        progress=lambda share, text: shares.append(share),
    )
    assert (verdicts.scores is not None) == (end == "softmax")
    for at, row in enumerate(rows.tolist()):
        x = dataset.train.images[row].astype(np.float32).reshape(1, 3, 2, 1) / 255
        outputs = session.network.forward(x, training=False)[0].astype(float)
        label = np.array([dataset.train.labels[row]], np.int64)
        loss, _ = session.objective.value(x, label)
        best = sorted(outputs.tolist(), reverse=True)
        margin = best[0] - best[1] if classes > 1 else best[0]
        assert verdicts.true[at] == label[0]
        assert outputs[verdicts.predicted[at]] == best[0]
        assert verdicts.confidence[at] == pytest.approx(best[0], rel=1e-5)
        assert verdicts.margin[at] == pytest.approx(margin, abs=1e-6)
        assert verdicts.given[at] == pytest.approx(outputs[label[0]], abs=1e-6)
        if verdicts.scores is not None:
            e = np.exp(verdicts.scores[at].astype(float))
            np.testing.assert_allclose(e / e.sum(), outputs, atol=1e-6)
        assert verdicts.losses[at] == pytest.approx(loss, rel=1e-4, abs=1e-6)
    assert verdicts.losses.mean() == pytest.approx(verdicts.loss, rel=1e-4, abs=1e-6)
    assert verdicts.gives_probabilities == (end != "scores")
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with pytest.raises(ValueError, match="read-only"):
        verdicts.losses[0] = 0


def test_that_progress_may_end_it():
    dataset = made_up(4)
    experiment, session = session_on(dataset)

    def stop(share, text):
        raise Cancelled("enough")

    rows = np.arange(COUNT)
    with pytest.raises(Cancelled):
        judge_images(
            session.objective, dataset.train, rows, experiment.network, 4, progress=stop
        )


@pytest.mark.parametrize("threads", [2, 3, 9])
def test_that_several_threads_say_the_same_to_the_bit_and_end_together(threads):
    dataset = made_up(4)
    experiment, session = session_on(dataset)
    rows = np.resize(np.arange(COUNT), 1100)
    given = session.objective, dataset.train, rows, experiment.network, 4
    alone, shares = judge_images(*given), []
    together = judge_images(
        *given, progress=lambda share, text: shares.append(share), threads=threads
    )
    for name in ("predicted", "confidence", "margin", "losses", "given", "scores", "true"):
        assert getattr(together, name).tobytes() == getattr(alone, name).tobytes(), name
    assert together.loss == alone.loss
    assert shares[-1] == 1

    def stop(share, text):
        raise Cancelled("enough")

    before = threading.active_count()
    with pytest.raises(Cancelled):
        judge_images(*given, progress=stop, threads=threads)
    assert threading.active_count() == before


def test_that_a_network_of_no_numbers_is_broken():
    dataset = made_up(4)
    experiment, session = session_on(dataset)
    rows = np.arange(COUNT)

    def is_broken():
        return judge_images(
            session.objective, dataset.train, rows, experiment.network, 4
        ).is_broken

    assert not is_broken()
    for _, parameter in session.network.named_parameters():
        parameter.value[:] = np.nan
    assert is_broken()


def test_that_images_stand_in_the_order_that_is_asked_for():
    nan = math.nan
    verdicts = said(
        [0, 0, 0, 1, 1, 1],
        [1, 0, 1, 1, 0, 1],
        [0.6, 0.9, 0.6, nan, 0.7, 1.0],
        [0.2, 0.8, 0.2, nan, 0.4, 1.0],
        [0.9, 0.1, 1.2, nan, 1.2, 0.0],
    )
    every = np.arange(6)
    assert ranked(verdicts, every, Ranking.CONFIDENCE).tolist() == [5, 1, 4, 0, 2, 3]
    assert ranked(verdicts, every, Ranking.LOSS).tolist() == [3, 2, 4, 0, 1, 5]
    assert ranked(verdicts, every, Ranking.MARGIN).tolist() == [3, 0, 2, 4, 1, 5]
    assert least_sure(verdicts).tolist() == [3, 0, 2, 4, 1, 5]
    assert most_wrong(verdicts).tolist() == [2, 4, 0]
    assert in_cell(verdicts, 0, 1).tolist() == [0, 2]
    assert in_cell(verdicts, 1, 1).tolist() == [3, 5]
    assert in_cell(verdicts, 0, 0).tolist() == [1]
