"""What the ledger knows of a kind stands in that kind's own entry file and nowhere else."""

import ast

import pytest

from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from tests.architecture.one_reading import findings, read, search

KINDS = {*LAYER_KINDS, *LOSSES, *OPTIMIZERS}
#: There "tanh" is the name of a function in a formula.
PARSER = "gui/panels/ledger/formula_parser.py"
ROOMS = ("core/ledger/", "gui/panels/ledger/")
#: What a choice by kind looks like.
CHOICES = (ast.Compare, ast.Set, ast.Tuple, ast.List, ast.MatchValue)


def kinds_told_apart(source):
    """Yield line and kind wherever something depends on the name of a kind."""
    for node in source.of(*CHOICES, ast.Dict, ast.Call):
        parts = list(ast.iter_child_nodes(node)) if isinstance(node, CHOICES) else []
        if isinstance(node, ast.Dict):
            parts = [key for key in node.keys if key is not None]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("set", "frozenset"):
            parts = node.args
        for part in parts:
            # "step" and "constant" are words of many meanings where nothing is compared
            names = KINDS | set(SCHEDULES) if isinstance(node, ast.Compare) else KINDS
            if isinstance(part, ast.Constant) and part.value in names:
                yield part.lineno, part.value


@search
def told_apart_in_the_ledger(source):
    is_ledger = source.name.startswith(ROOMS) and source.name != PARSER
    return list(kinds_told_apart(source)) if is_ledger else []


def test_that_the_ledger_tells_no_kinds_apart_by_their_names():
    assert findings(told_apart_in_the_ledger) == {}


@pytest.mark.parametrize(
    "source",
    [
        'if kind == "sgd": pass',
        'if kind in ("momentum", "nesterov"): pass',
        'if spec.KIND not in {"conv2d"}: pass',
        'FORMULAS = {"adam": 1}',
        'match kind:\n    case "relu": pass',
    ],
)
def test_that_a_choice_by_name_is_seen(source):
    assert list(kinds_told_apart(read(source)))


def test_that_the_name_of_a_setting_is_no_choice():
    assert not list(kinds_told_apart(read('Given("momentum", "mu")\nKIND = "sgd"')))
