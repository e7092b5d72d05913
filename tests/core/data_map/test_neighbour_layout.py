"""Neighbours beside each other."""

import sys

import numpy as np
import pytest

from core.data_map.neighbour_layout import MISSING, neighbour_layout
from core.errors import Cancelled, LoadError

LABELS = np.repeat([0, 1, 2], 30)


def groups(seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(3, 12))[LABELS] * 4 + rng.normal(size=(90, 12)) * 0.3


def quiet(_share, _layout):
    pass


def same_side(layout):
    """Return the share of points whose nearest neighbour is of their own group."""
    away = np.linalg.norm(layout[:, None] - layout[None], axis=2)
    np.fill_diagonal(away, np.inf)
    return float((LABELS[away.argmin(axis=1)] == LABELS).mean())


def test_that_without_the_package_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "openTSNE", None)
    with pytest.raises(LoadError) as error:
        neighbour_layout(groups(), groups()[:, :2], quiet, goes_on=False)
    assert str(error.value) == MISSING
    assert "pip install" in MISSING


@pytest.fixture(scope="module")
def laid_out():
    pytest.importorskip("openTSNE", reason="needs the extra “maps”")
    x, shares = groups(), []
    start = np.random.default_rng(5).normal(size=(90, 2))  # all groups mixed
    layout = neighbour_layout(x, start, lambda share, _: shares.append(share), goes_on=False)
    return x, start, layout, shares


@pytest.mark.slow
def test_that_groups_come_apart_wherever_their_points_began(laid_out):
    _, start, layout, shares = laid_out
    assert same_side(start) < 0.6
    assert same_side(layout) == 1.0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.slow
def test_that_the_same_numbers_have_the_same_layout(laid_out):
    x, start, layout, _ = laid_out
    np.testing.assert_array_equal(neighbour_layout(x, start, quiet, goes_on=False), layout)


@pytest.mark.slow
def test_that_from_a_layout_before_points_go_on_and_do_not_jump(laid_out):
    x, _, before, _ = laid_out
    moved = x + np.random.default_rng(2).normal(size=x.shape) * 0.02
    first = []
    after = neighbour_layout(
        moved, before, lambda _, layout: first.append(layout), goes_on=True
    )
    extent = before.std()
    np.testing.assert_array_equal(first[0], before)
    assert np.abs(first[1] - before).max() < 0.5 * extent  # where they begin to travel
    assert np.median(np.linalg.norm(after - before, axis=1)) < extent
    assert same_side(after) == 1.0


@pytest.mark.slow
def test_that_it_ends_as_soon_as_it_is_no_longer_wanted(laid_out):
    looks = []

    def give_up(share, _layout):
        looks.append(share)
        if len(looks) == 3:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        neighbour_layout(laid_out[0], laid_out[1], give_up, goes_on=False)
    assert len(looks) == 3


@pytest.mark.slow
def test_that_equal_rows_and_few_rows_have_a_layout_too(laid_out):
    same = np.zeros((8, 3))
    layout = neighbour_layout(same, np.zeros((8, 2)), quiet, goes_on=False)
    assert np.isfinite(layout).all()
