"""What the program knows is fixed: only a test may have it know more, and only for a while."""

import pytest

from core.errors import LayerSpecError
from core.exporting.catalog import EXPORTERS
from core.exporting.layers.catalog import LAYER_FORMS
from core.layers.catalog import LAYER_KINDS
from core.ledger.catalog import LAYER_ENTRIES, OPTIMIZER_ENTRIES
from core.losses.catalog import LOSSES
from core.network_spec import NetworkSpec, network_spec_from_json, network_spec_to_json
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from tests.support.toy_kinds import GainSpec, added, toy_layer

CATALOGUES = (
    LAYER_KINDS, LAYER_ENTRIES, LAYER_FORMS, LOSSES, OPTIMIZERS, OPTIMIZER_ENTRIES, SCHEDULES,
    EXPORTERS,
)  # fmt: skip


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_that_a_catalogue_holds_more_for_a_while_and_lets_nobody_write(catalogue):
    before = dict(catalogue)
    with added(catalogue, {"toy": 1}):
        assert catalogue["toy"] == 1
        assert list(catalogue) == [*before, "toy"]
        with pytest.raises(TypeError):
            catalogue["another"] = 1
    assert dict(catalogue) == before


def test_that_a_catalogue_is_as_it_was_after_an_error_too():
    with pytest.raises(RuntimeError), toy_layer():
        raise RuntimeError
    assert GainSpec.KIND not in LAYER_KINDS
    assert GainSpec.KIND not in LAYER_ENTRIES


def test_that_nothing_is_replaced():
    with (
        pytest.raises(ValueError, match=r"'relu'\] are there already"),
        added(LAYER_KINDS, {"relu": GainSpec}),
    ):
        pass
    assert LAYER_KINDS["relu"] is not GainSpec


def test_that_a_file_with_a_toy_is_read_while_the_toy_is_known_and_then_refused():
    network = NetworkSpec((4, 4, 1), (GainSpec.first(),))
    text = network_spec_to_json(network)
    with toy_layer():
        assert network_spec_from_json(text) == network
    with pytest.raises(LayerSpecError, match="unknown kind 'gain'"):
        network_spec_from_json(text)
