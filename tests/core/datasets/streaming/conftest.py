"""A policy under which every data set is too large for the memory."""

import pytest

from core.datasets.streaming import policy as module
from core.datasets.streaming.policy import StreamingPolicy, use_policy


@pytest.fixture
def cache(tmp_path):
    """Yield the folder into which all data sets go; it is not there yet."""
    folder = tmp_path / "cache" / "images"
    use_policy(StreamingPolicy(share=1e-15, folder=folder))
    yield folder
    use_policy(module.USUAL)
