"""The Explain panel on screen, and its maps by hand."""

import numpy as np

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import ClassScore
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import build_network
from core.training.snapshot import load_values
from gui.panels.explain.explain_map import ExplainMap
from tests.support.people import find

NAME = "explain_panel"
PARTS = [name.replace("-", "_") for name in EXPLANATION_METHODS]


def wait(qtbot, panel):
    qtbot.waitUntil(lambda: panel.is_current)


def the_map(panel, part):
    return find(panel, f"{NAME}_{part}_map", ExplainMap)


def score_network(moment):
    """Return another network of the same weights, in float64."""
    network = build_network(moment.network, rng=np.random.default_rng(0), dtype=np.float64)
    load_values(network, moment.snapshot.values)
    return network


def score_of(moment, target):
    return ClassScore(score_network(moment), moment.network, CategoricalCrossEntropy(), target)


def by_hand(moment, part, target):
    method = EXPLANATION_METHODS[part.replace("_", "-")]
    values = method.explain(score_of(moment, target), moment.sample.image / 255)
    return values.sum(axis=2) if values.ndim == 3 else values


def guesses(moment):
    return np.argsort(-moment.trace.values[-1]).tolist()
