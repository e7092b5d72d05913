"""The lines that are marked for the ledger, against those that run."""

import ast
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from core.layers.max_pool2d import MaxPool2DSpec
from core.ledger.catalog import LAYER_ENTRIES, LOSS_ENTRIES, OPTIMIZER_ENTRIES, done_by
from core.ledger.code_place import Pass
from core.ledger.source_lines import marked_lines, source_lines, source_text
from core.losses.catalog import make_loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network import NamedParameter
from core.optimizers.catalog import OPTIMIZERS
from core.parameter import Parameter
from tests.support.layer_cases import LAYER_CASES

ROOT = Path(__file__).parents[3]
KINDS = [*LAYER_ENTRIES, *LOSS_ENTRIES, *OPTIMIZER_ENTRIES]
#: Settings that together with a kind's cases go every way through it; shapes of what it reads.
MORE_WAYS = {
    "max_pool2d": [
        (MaxPool2DSpec((2, 2), (2, 2)), (4, 6, 6, 2)),
        (MaxPool2DSpec((3, 2), (1, 2)), (4, 6, 6, 2)),
        (MaxPool2DSpec((1, 1), (1, 1)), (4, 6, 6, 2)),
    ],
}
LAYERS = {
    kind: [
        *((c.spec, c.input_shape) for c in LAYER_CASES.values() if kind == c.spec.KIND),
        *MORE_WAYS.get(kind, ()),
    ]
    for kind in LAYER_ENTRIES
}
LOSSES = {
    kind: [make_loss(kind), CategoricalCrossEntropy(0.1)]
    if kind == CategoricalCrossEntropy.KIND
    else [make_loss(kind)]
    for kind in LOSS_ENTRIES
}


class LinesThatRun:
    """Gathers, while it is entered, which lines of our engine run."""

    def __init__(self, into):
        self._into = into

    def __enter__(self):
        self._before = sys.gettrace()
        sys.settrace(self._look)

    def __exit__(self, *_):
        sys.settrace(self._before)

    def _look(self, frame, event, _):
        path = frame.f_code.co_filename
        if not any(
            f"{ROOT}/core/{room}/" in path for room in ("layers", "losses", "optimizers")
        ):
            return None
        if event == "line":
            self._into.add((path, frame.f_lineno))
        return self._look


@cache
def lines_that_run(kind):
    """Return the lines that run when the numbers of a kind are made, by pass.

    First as the one shown sample goes through, then as a batch in training does; both ways
    with the sample innermost in memory, as maps come from a convolution, and outermost.
    """
    ran = defaultdict(set)
    rng = np.random.default_rng(5)
    for spec, shape in LAYERS.get(kind, ()):
        layer = spec.build(shape[1:], rng=rng)
        for x in both_orders(rng, (1, *shape[1:])):
            follow_layer(layer, layer.trace, x, ran)
            if hasattr(layer, "trace_dropping"):
                follow_layer(layer, lambda x, own=layer: own.trace_dropping(x, (1,)), x, ran)
        for x in both_orders(rng, shape):
            follow_layer(layer, lambda x, own=layer: own.forward(x, training=True), x, ran)
    for loss in LOSSES.get(kind, ()):
        p, target = rng.random((1, 4)).astype(np.float32), np.array([2])
        with LinesThatRun(ran[Pass.FORWARD]):
            loss.value_and_gradient(p, target)
        ran[Pass.INPUT_GRADIENT] |= ran[Pass.FORWARD]
        if hasattr(loss, "value_and_gradient_of_logits"):
            with LinesThatRun(ran[Pass.FUSED]):
                loss.value_and_gradient_of_logits(p, target)
    if kind in OPTIMIZERS:
        parameter = Parameter(rng.standard_normal(3))
        optimizer = OPTIMIZERS[kind]().build([NamedParameter("0.dense.weight", parameter)])
        with LinesThatRun(ran[Pass.UPDATE]):
            optimizer.step()
    return ran


def follow_layer(layer, forward, x, ran):
    with LinesThatRun(ran[Pass.FORWARD]):
        y = forward(x)
    for grad in both_orders(np.random.default_rng(1), y.shape):
        with LinesThatRun(ran[Pass.PARAMETER_GRADIENTS]):
            layer.parameter_gradients(grad)
        with LinesThatRun(ran[Pass.INPUT_GRADIENT]):
            layer.input_gradient(grad)


def both_orders(rng, shape):
    x = rng.standard_normal(shape).astype(np.float32)
    yield x
    innermost = np.ascontiguousarray(np.moveaxis(x, 0, -1))
    yield innermost.transpose(-1, *range(x.ndim - 1))
    if x.ndim == 4:  # a stack of columns
        yield np.ascontiguousarray(x.transpose(2, 3, 1, 0)).transpose(3, 2, 0, 1)


def statements(tree):
    """Yield the statements inside functions: the lines at which each of them may begin."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.stmt) and node is not function:
                    body = getattr(node, "body", None)
                    end = body[0].lineno - 1 if body else node.end_lineno
                    yield node, range(node.lineno, max(end, node.lineno) + 1)


def shown_passes(kind):
    return [done_in for done_in in Pass if any(marks_for(m, done_in) for m in done_by(kind))]


def marks_for(module, done_in):
    marks = marked_lines(source_text(module))
    return [mark for mark in marks if done_in.value in mark.passes]


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_marked_line_runs_when_the_number_is_made(kind):
    for done_in in shown_passes(kind):
        ran = lines_that_run(kind)[done_in]
        for module in done_by(kind):
            tree = ast.parse(source_text(module))
            for mark in marks_for(module, done_in):
                inside = [lines for _, lines in statements(tree) if lines.start in mark.numbers]
                assert inside, f"{module.__name__}:{mark.numbers.start} marks nothing"
                for lines in inside:
                    says = f"{module.__name__}:{lines.start} never runs in {done_in}"
                    assert any((module.__file__, line) in ran for line in lines), says


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_pass_that_computes_has_marked_lines(kind):
    expected = {Pass.FORWARD, Pass.INPUT_GRADIENT}
    if kind in OPTIMIZER_ENTRIES:
        expected = {Pass.UPDATE}
    if kind in LAYER_ENTRIES:
        spec, shape = LAYERS[kind][0]
        expected |= {Pass.PARAMETER_GRADIENTS} if spec.parameter_shapes(shape[1:]) else set()
    elif kind in LOSS_ENTRIES:
        has_fused = hasattr(make_loss(kind), "value_and_gradient_of_logits")
        expected |= {Pass.FUSED} if has_fused else set()
    assert set(shown_passes(kind)) == expected
    for done_in in expected:
        for excerpt in source_lines(kind, done_in):
            assert excerpt.marked


@pytest.mark.parametrize("kind", KINDS)
def test_that_no_arithmetic_of_the_shown_sample_runs_unmarked(kind):
    """Statements with a function of NumPy that computes, among those that ran."""
    for done_in, ran in lines_that_run(kind).items():
        for module in done_by(kind):
            source = source_text(module)
            marked = {n for mark in marked_lines(source) for n in mark.numbers}
            loose = [
                f"{module.__name__}:{node.lineno} {ast.unparse(node)}"
                for node, lines in statements(ast.parse(source))
                if computes(node)
                and any((module.__file__, line) in ran for line in lines)
                and not marked.intersection(lines)
                and not is_of_training(node)
            ]
            assert loose == [], done_in


def computes(node):
    """Return whether a simple statement calls a universal function, or changes an array."""
    if getattr(node, "body", None):
        return False
    if isinstance(node, ast.AugAssign):
        return not isinstance(node.target, ast.Attribute)
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(
        isinstance(getattr(np, func.attr, None), np.ufunc)
        for func in calls
        if isinstance(func, ast.Attribute) and ast.unparse(func.value) == "np"
    )


def is_of_training(node):
    """Return whether the shown sample never meets a statement: it is not trained on."""
    return ast.unparse(node) in ONLY_IN_TRAINING


#: Statistics of a batch, and the mask of one: the shown sample goes by what was gathered.
ONLY_IN_TRAINING = {
    "own_mean = sum_per_channel(x) / own_numbers",
    "centred = np.subtract(x, own_mean, out=self._buffers.take_like('centred', x))",
    "running *= self.momentum",
    "running += (1 - self.momentum) * new",
    "np.greater_equal(chances, self.rate, out=kept)",
}


def test_that_no_mark_is_left_over_and_none_names_a_pass_that_does_not_exist():
    known = {module.__file__ for kind in KINDS for module in done_by(kind)}
    names = {done_in.value for done_in in Pass}
    for path in ROOT.glob("core/**/*.py"):
        for mark in marked_lines(path.read_text(encoding="utf-8")):
            assert str(path) in known, f"{path} has a mark that nothing leads to"
            assert set(mark.passes) <= names, f"{path}:{mark.numbers.start}"
            assert len(mark.numbers), f"{path}:{mark.numbers.start} marks nothing"
    for kind in KINDS:
        for module in done_by(kind):
            assert any(marks_for(module, done_in) for done_in in Pass), module.__name__


def test_that_a_mark_reaches_to_the_end_of_its_paragraph():
    source = """
def f(x):
    if x:
        # In the ledger: forward, fused
        a = 1
        for b in x:
            a += b
    # In the ledger: update
    c = 2

    return c
"""
    marks = [(mark.passes, list(mark.numbers)) for mark in marked_lines(source)]
    assert marks == [(("forward", "fused"), [5, 6, 7]), (("update",), [9])]
