"""The few things made last."""

import copy

from core.latest_few import LatestFew


def test_that_a_thing_is_made_once_and_the_oldest_is_forgotten():
    made = []

    def maker(name):
        def make():
            made.append(name)
            return object()

        return make

    kept = LatestFew(2)
    first = kept.get("a", maker("a"))
    assert kept.get("a", maker("a")) is first
    kept.get("b", maker("b"))
    kept.get("c", maker("c"))
    assert kept.get("a", maker("a")) is not first
    assert made == ["a", "b", "c", "a"]


def test_that_a_deep_copy_starts_empty():
    kept = LatestFew(2)
    first = kept.get("a", list)
    copied = copy.deepcopy(kept)
    assert copied.get("a", list) is not first
    assert kept.get("a", list) is first
