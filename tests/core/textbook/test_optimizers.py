"""Every optimiser of the engine, with L2 and clipping, against its page in the book."""

from types import ModuleType
from typing import NamedTuple

import numpy as np
import pytest

from core.network import NamedParameter
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.gradient_norm import clip_gradients
from core.parameter import Parameter
from core.regularization import add_l2_gradients, l2_penalty
from core.textbook import gradient_clipping
from core.textbook import l2_penalty as l2_page
from core.textbook.catalog import OPTIMIZER_PAGES
from tests.support.broken_pages import broken_pages, copied_page, is_noticed
from tests.support.textbook import (
    TOLERANCE,
    assert_equal_to_rounding,
    draw_settings,
    run,
    settings_of,
)

DRAWS, STEPS = 12, 6
every_kind = pytest.mark.parametrize("kind", list(OPTIMIZERS))


class Book(NamedTuple):
    """The pages that take part in a step."""

    optimizer: ModuleType
    clipping: ModuleType = gradient_clipping
    l2: ModuleType = l2_page


BOOK = Book(OPTIMIZER_PAGES["sgd"])


class Walk:
    """Some parameters, one of them under L2, on their way by engine and by book."""

    def __init__(self, kind, seed, book, dtype=np.float64):
        self.rng = np.random.default_rng([seed, 9])
        self.spec, self.book = draw_settings(OPTIMIZERS[kind], self.rng), book
        shapes = {"0.dense.weight": (4, 3), "0.dense.bias": (3,)}
        self.values = {
            path: self.rng.standard_normal(shape).astype(dtype)
            for path, shape in shapes.items()
        }
        self.named = [NamedParameter(n, Parameter(v.copy())) for n, v in self.values.items()]
        self.named[0].parameter.l2 = float(self.rng.choice([0, self.rng.random()]))
        self.limit = self.rng.choice([None, 0.5, 1.5, 1e3])
        self.optimizer = self.spec.build(self.named)
        keeps = self.optimizer.KEEPS
        self.kept = {
            path: {name: np.zeros_like(value) for name in keeps}
            for path, value in self.values.items()
        }

    def go(self):
        """Take one step both ways, at another learning rate than before."""
        self.optimizer.learning_rate = float(self.rng.uniform(0.01, 1))
        gradients = {
            path: self.rng.standard_normal(value.shape).astype(value.dtype)
            for path, value in self.values.items()
        }
        self._by_engine(gradients)
        self._by_book(gradients)

    def compare(self, says):
        engine = {path: parameter.value for path, parameter in self.named}
        assert_equal_to_rounding(self.values, engine, says)
        kept = {f"{n}/{p}": array for p, own in self.kept.items() for n, array in own.items()}
        assert_equal_to_rounding(kept, self.optimizer.state(), says)

        price = l2_penalty(parameter for _, parameter in self.named)
        by_book = [self.book.l2.value(p.value, p.l2) for _, p in self.named]
        assert sum(by_book) == pytest.approx(price, rel=TOLERANCE), says

    def _by_engine(self, gradients):
        for path, parameter in self.named:
            parameter.gradient[...] = gradients[path]
        add_l2_gradients(parameter for _, parameter in self.named)
        if self.limit is not None:
            clip_gradients(self.named, self.limit)
        self.optimizer.step()

    def _by_book(self, gradients):
        pulls = [p.l2 for _, p in self.named]
        drawn = [
            gradient + self.book.l2.gradient(self.values[path], pull)
            for (path, gradient), pull in zip(gradients.items(), pulls, strict=True)
        ]
        if self.limit is not None:
            drawn = self.book.clipping.clip(drawn, self.limit)
        for path, gradient in zip(self.values, drawn, strict=True):
            available = settings_of(self.spec) | self.kept[path]
            available["learning_rate"] = self.optimizer.learning_rate
            available["step_count"] = self.optimizer.step_count
            self.values[path], self.kept[path] = run(
                self.book.optimizer.step, self.values[path], gradient, **available
            )


def compare(kind, book):
    """Raise unless the pages say what the engine does, step after step."""
    for seed in range(DRAWS):
        walk = Walk(kind, seed, book)
        for step in range(STEPS):
            walk.go()
            walk.compare(f"draw {seed}, step {step}: {walk.spec}")


@every_kind
def test_that_every_optimizer_does_what_its_page_says(kind):
    compare(kind, Book(OPTIMIZER_PAGES[kind]))


@every_kind
def test_that_a_page_with_any_operator_turned_round_is_noticed(kind):
    unnoticed = [
        broken.says
        for broken in broken_pages(OPTIMIZER_PAGES[kind])
        if not is_noticed(compare, kind, Book(broken.module))
    ]
    assert unnoticed == []
    assert not is_noticed(compare, kind, Book(copied_page(OPTIMIZER_PAGES[kind])))


@pytest.mark.parametrize("name", ["clipping", "l2"])
def test_that_clipping_and_l2_with_any_operator_turned_round_are_noticed(name):
    unnoticed = []
    for broken in broken_pages(getattr(BOOK, name)):
        book = BOOK._replace(**{name: broken.module})
        if not is_noticed(compare, "sgd", book):
            unnoticed.append(broken.says)
    assert unnoticed == []


@every_kind
def test_that_numbers_keep_the_type_that_is_handed_in(kind):
    walk = Walk(kind, 3, Book(OPTIMIZER_PAGES[kind]), np.float32)
    walk.go()
    for path, value in walk.values.items():
        assert value.dtype == np.float32, path
        assert all(array.dtype == np.float32 for array in walk.kept[path].values()), path
