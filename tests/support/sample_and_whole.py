"""A few of a long search in the slow suite, all of it by hand before a release."""

from __future__ import annotations

import pytest


def sample_and_whole(sample, whole):
    """Return a decorator that calls a test with ``count``: a sample (slow), or all (whole)."""
    return pytest.mark.parametrize(
        "count",
        [
            pytest.param(sample, marks=pytest.mark.slow),
            pytest.param(whole, marks=pytest.mark.whole),
        ],
    )
