"""Every layer of the engine against its page in the book."""

import numpy as np
import pytest

from core.layers.catalog import LAYER_KINDS
from core.textbook.catalog import LAYER_PAGES
from core.textbook.layers import windows
from tests.support.broken_pages import broken_pages, copied_page, is_noticed
from tests.support.textbook import (
    assert_equal_to_rounding,
    draw_layer,
    draw_numbers,
    layer_step,
    run,
    settings_of,
)

DRAWS = 60
every_kind = pytest.mark.parametrize("kind", list(LAYER_KINDS))


class Drawn:
    """A layer of the engine with settings, weights, state and a batch drawn at random."""

    def __init__(self, kind, seed, dtype=np.float64):
        rng = np.random.default_rng([seed, 7])
        self.spec, sample = draw_layer(kind, rng)
        self.says = f"draw {seed}: {self.spec} of {sample}"
        self.layer = self.spec.build(sample, rng=rng, dtype=dtype)
        for parameter in self.layer.parameters.values():
            parameter.value += rng.standard_normal(parameter.value.shape)
        for array in self.layer.state.values():
            array += rng.integers(1, 4, array.shape).astype(array.dtype)
        count = int(rng.integers(3, 6))
        self.x = draw_numbers((count, *sample), rng).astype(dtype)
        shape = (count, *self.spec.output_shape(sample))
        self.grad = rng.standard_normal(shape).astype(dtype)
        for array in (self.x, self.grad):
            array.flags.writeable = False
        self.parameters = {name: p.value for name, p in self.layer.parameters.items()}
        self.before = {name: array.copy() for name, array in self.layer.state.items()}

    def by_engine(self):
        y = self.layer.forward(self.x, training=True).copy()
        grad_x = self.layer.backward(self.grad).copy()
        gradients = {name: p.gradient.copy() for name, p in self.layer.parameters.items()}
        return {"y": y, "x": grad_x} | gradients

    def by_book(self, page):
        return layer_step(
            page, self.spec, self.x, self.grad, self.parameters, **self.given(training=True)
        )

    def given(self, *, training):
        """Return what a step depends on besides input, parameters and settings."""
        is_frozen = any(p.is_frozen for p in self.layer.parameters.values())
        return {
            "mask": self.layer.mask if training and hasattr(self.layer, "mask") else None,
            "running": self.before if is_frozen or not training else None,
        }

    def in_use(self, page):
        """Return the outputs of engine and book where nothing is trained."""
        available = settings_of(self.spec) | self.parameters | self.given(training=False)
        return self.layer.forward(self.x, training=False), run(
            page.forward, self.x, **available
        )


def compare(kind, page, draws):
    """Raise unless a page says what the engine does: in use, in training and in its state."""
    for seed in draws:
        drawn = Drawn(kind, seed)
        engine, book = drawn.in_use(page)
        assert_equal_to_rounding({"y": book}, {"y": engine}, f"{drawn.says}, in use")
        engine = drawn.by_engine()
        assert_equal_to_rounding(drawn.by_book(page), engine, drawn.says)
        after = drawn.before
        if hasattr(page, "gather") and not drawn.spec.is_frozen:
            after = page.gather(drawn.x, drawn.before, drawn.spec.momentum)
        if hasattr(page, "gather"):
            assert_equal_to_rounding(dict(after), dict(drawn.layer.state), drawn.says)


@every_kind
def test_that_every_layer_does_what_its_page_says(kind):
    compare(kind, LAYER_PAGES[kind], range(DRAWS))


@every_kind
def test_that_a_page_with_any_operator_turned_round_is_noticed(kind):
    unnoticed = [
        broken.says
        for broken in broken_pages(LAYER_PAGES[kind])
        if not is_noticed(compare, kind, broken.module, range(DRAWS))
    ]
    assert unnoticed == []
    assert not is_noticed(compare, kind, copied_page(LAYER_PAGES[kind]), range(DRAWS))


@pytest.mark.parametrize("kind", ["conv2d", "max_pool2d", "average_pool2d"])
def test_that_windows_with_any_operator_turned_round_are_noticed(kind, monkeypatch):
    page = LAYER_PAGES[kind]
    unnoticed = []
    for broken in broken_pages(windows):
        monkeypatch.setattr(page, "windows", broken.module)
        if not is_noticed(compare, kind, page, range(DRAWS)):
            unnoticed.append(broken.says)
    assert unnoticed == []


def test_that_the_draws_meet_every_padding_and_uneven_strides():
    for kind in ("conv2d", "max_pool2d", "average_pool2d"):
        specs = [Drawn(kind, seed).spec for seed in range(DRAWS)]
        assert {"valid", "same"} < {spec.padding for spec in specs}
        assert any(not isinstance(spec.padding, str) for spec in specs)
        assert any(spec.stride[0] != spec.stride[1] for spec in specs)
    frozen = [Drawn("batch_norm", seed).spec.is_frozen for seed in range(DRAWS)]
    assert set(frozen) == {True, False}


def test_that_the_first_of_equal_cells_wins_in_the_book_too():
    x = np.array([[0.0, 1.0], [1.0, 0.0]]).reshape(1, 2, 2, 1)
    grad_x, _ = LAYER_PAGES["max_pool2d"].backward(np.ones((1, 1, 1, 1)), x, (2, 2), (2, 2))
    np.testing.assert_array_equal(grad_x[0, :, :, 0], [[0, 1], [0, 0]])


@every_kind
def test_that_numbers_keep_the_type_that_is_handed_in(kind):
    for seed in range(3):
        drawn = Drawn(kind, seed, np.float32)
        drawn.by_engine()
        for name, array in drawn.by_book(LAYER_PAGES[kind]).items():
            assert array.dtype == np.float32, f"{drawn.says}: {name}"
