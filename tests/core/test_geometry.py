"""Where windows lie."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.geometry import output_length, window_taps


@given(
    length=st.integers(1, 9),
    window=st.integers(1, 5),
    stride=st.integers(1, 4),
    before=st.integers(0, 6),
    after=st.integers(0, 6),
)
def test_that_taps_name_every_cell_of_every_window_in_order(
    length, window, stride, before, after
):
    positions = output_length(length, window, stride, (before, after))
    expected = {
        (p, p * stride + place - before, place)
        for p in range(max(positions, 0))
        for place in range(window)
        if 0 <= p * stride + place - before < length
    }
    listed = []
    for tap in window_taps(length, window, stride, (before, after)):
        windows, cells = range(positions)[tap.windows], range(length)[tap.cells]
        listed.append(list(zip(windows, cells, strict=True)))
    flat = [pair for tap in listed for pair in tap]
    assert sorted(flat) == sorted((p, cell) for p, cell, _ in expected)
    for earlier, later in pairwise(listed):
        for p, cell in later:
            assert all(cell > other for q, other in earlier if q == p)
