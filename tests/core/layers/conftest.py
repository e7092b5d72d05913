"""Every layer a file can name, one after the other."""

import pytest

from tests.support.layer_cases import LAYER_CASES


@pytest.fixture(params=LAYER_CASES.values(), ids=LAYER_CASES.keys())
def case(request):
    return request.param


@pytest.fixture(
    params=[case for case in LAYER_CASES.values() if case.is_linear],
    ids=[name for name, case in LAYER_CASES.items() if case.is_linear],
)
def linear_case(request):
    return request.param
