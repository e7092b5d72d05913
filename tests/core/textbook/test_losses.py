"""Every loss of the engine against its page in the book."""

import numpy as np
import pytest

from core.losses.catalog import LOSSES, make_loss
from core.losses.fused import FusedLoss
from core.textbook.catalog import LOSS_PAGES
from tests.support.broken_pages import broken_pages, copied_page, is_noticed
from tests.support.textbook import assert_equal_to_rounding, run

DRAWS = 40
every_kind = pytest.mark.parametrize("kind", list(LOSSES))


def draw(seed, dtype=np.float64):
    """Return probabilities (some of them 0 and 1), scores, labels and a smoothing."""
    rng = np.random.default_rng([seed, 8])
    shape = (int(rng.integers(1, 9)), int(rng.integers(2, 11)))
    predicted = rng.random(shape)
    if seed % 3 == 0:
        predicted = np.clip(2 * predicted - 0.5, 0, 1)
    logits = rng.standard_normal(shape) * rng.choice([1, 5, 300])
    smoothing = float(rng.choice([0, rng.uniform(0, 0.9)]))
    arrays = predicted.astype(dtype), logits.astype(dtype), rng.integers(0, shape[1], shape[0])
    for array in arrays:
        array.flags.writeable = False
    return *arrays, smoothing


def functions(loss, page):
    """Yield the engine's functions, each with the two of the page."""
    yield loss.value_and_gradient, page.value, page.gradient
    if isinstance(loss, FusedLoss):
        yield loss.value_and_gradient_of_logits, page.value_of_logits, page.gradient_of_logits


def compare(kind, page):
    """Raise unless a page says what the engine does."""
    for seed in range(DRAWS):
        predicted, logits, target, smoothing = draw(seed)
        loss = make_loss(kind, label_smoothing=smoothing)
        pairs = functions(loss, page)
        for x, (by_engine, value, gradient) in zip((predicted, logits), pairs, strict=False):
            engine = dict(zip(("value", "gradient"), by_engine(x, target), strict=True))
            book = {
                "value": run(value, x, target, label_smoothing=smoothing),
                "gradient": run(gradient, x, target, label_smoothing=smoothing),
            }
            says = f"draw {seed}, smoothing {smoothing}, {value.__name__}"
            assert_equal_to_rounding(book, engine, says)


@every_kind
def test_that_every_loss_is_what_its_page_says(kind):
    compare(kind, LOSS_PAGES[kind])


@every_kind
def test_that_a_page_with_any_operator_turned_round_is_noticed(kind):
    unnoticed = [
        broken.says
        for broken in broken_pages(LOSS_PAGES[kind])
        if not is_noticed(compare, kind, broken.module)
    ]
    assert unnoticed == []
    assert not is_noticed(compare, kind, copied_page(LOSS_PAGES[kind]))


@every_kind
def test_that_a_page_offers_the_step_from_the_scores_where_the_engine_has_one(kind):
    is_fused = issubclass(LOSSES[kind], FusedLoss)
    assert hasattr(LOSS_PAGES[kind], "gradient_of_logits") == is_fused
    assert hasattr(LOSS_PAGES[kind], "value_of_logits") == is_fused


@every_kind
def test_that_numbers_keep_the_type_that_is_handed_in(kind):
    predicted, logits, target, _ = draw(1, np.float32)
    pairs = functions(make_loss(kind), LOSS_PAGES[kind])
    for x, (_, value, gradient) in zip((predicted, logits), pairs, strict=False):
        assert type(value(x, target)) is float
        assert gradient(x, target).dtype == np.float32
