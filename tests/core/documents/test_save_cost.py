"""What a save costs by what it writes."""

import numpy as np
import pytest

from core.documents.save_cost import SaveCost


@pytest.mark.parametrize("bare", [0.0, 1e-3, 0.5])
@pytest.mark.parametrize("per_byte", [0.0, 1e-9, 1e-6])
def test_that_the_part_of_the_bytes_is_told_from_the_rest(bare, per_byte):
    cost = SaveCost()
    for written in np.random.default_rng(0).integers(1e5, 1e7, 40).tolist():
        cost.add(written, bare + per_byte * written)
    assert cost.per_byte == pytest.approx(per_byte, rel=1e-6, abs=1e-15)


def test_that_all_is_due_to_the_bytes_while_there_is_nothing_to_compare():
    cost = SaveCost()
    for _ in range(5):
        cost.add(1000, 0.25)
        assert cost.per_byte == pytest.approx(0.25 / 1000)


def test_that_a_disk_that_becomes_slower_is_noticed():
    cost = SaveCost()
    rng = np.random.default_rng(1)
    for per_byte in (1e-9, 1e-8):
        for written in rng.integers(1e5, 1e7, 60).tolist():
            cost.add(written, 1e-3 + per_byte * written)
    assert cost.per_byte == pytest.approx(1e-8, rel=0.3)


def test_that_chance_never_makes_bytes_pay_less_than_nothing_or_more_than_all():
    rng = np.random.default_rng(2)
    cost = SaveCost()
    seconds = written = 0.0
    for _ in range(100):
        size, took = int(rng.integers(1, 1000)), float(rng.random())
        cost.add(size, took)
        seconds, written = 0.9 * seconds + took, 0.9 * written + size
        assert 0 <= cost.per_byte <= seconds / written * (1 + 1e-9)
