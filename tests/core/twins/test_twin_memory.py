"""What twins take of memory, and when that is refused."""

import pytest

from core.errors import SpecError
from core.optimizers.adam import AdamSpec
from core.training.memory_estimate import estimate_memory
from core.twins import twin_memory
from core.twins.same_batches import twin_of
from core.twins.twin_memory import check_twin_memory, estimate_twins
from tests.support.twins import EXPERIMENT

OTHERS = [EXPERIMENT.replace(optimizer=AdamSpec(), batch_size=4), EXPERIMENT]
IMAGES = 1000


@pytest.mark.parametrize("count", [0, 1, 2])
def test_that_the_estimate_counts_every_run_and_the_images_once(count):
    whole = estimate_twins(EXPERIMENT, OTHERS[:count], IMAGES)
    runs = [EXPERIMENT, *(twin_of(EXPERIMENT, one) for one in OTHERS[:count])]
    each = [estimate_memory(one, IMAGES) for one in runs]
    assert whole.data == each[0].data
    for part in ("weights", "shards", "history"):
        assert getattr(whole, part) == sum(getattr(one, part) for one in each)


def test_that_twins_are_refused_where_the_lead_alone_is_not(monkeypatch):
    alone = estimate_twins(EXPERIMENT, [], IMAGES, 10**9).to_come
    monkeypatch.setattr(twin_memory, "free_memory", lambda: 3 * alone)
    check_twin_memory(EXPERIMENT, [], IMAGES)
    with pytest.raises(SpecError, match=r"3 runs together need about .* train fewer at once"):
        check_twin_memory(EXPERIMENT, OTHERS, IMAGES)
    monkeypatch.setattr(twin_memory, "free_memory", lambda: None)
    check_twin_memory(EXPERIMENT, OTHERS, IMAGES)
