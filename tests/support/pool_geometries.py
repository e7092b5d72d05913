"""Random geometries of pooling layers, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

_PAIRS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@st.composite
def pool_geometries(draw):
    """Draw (size, window, stride, padding) with padding that the window always exceeds."""
    window = draw(_PAIRS)
    explicit = tuple(
        (draw(st.integers(0, side - 1)), draw(st.integers(0, side - 1))) for side in window
    )
    padding = draw(st.sampled_from(["valid", "same", explicit]))
    size = draw(st.tuples(st.integers(1, 8), st.integers(1, 8)))
    return size, window, draw(_PAIRS), padding
