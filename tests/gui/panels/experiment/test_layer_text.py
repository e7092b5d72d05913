import pytest

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from gui.panels.experiment.layer_text import settings_line


@pytest.mark.parametrize(
    ("spec", "line"),
    [
        (Conv2DSpec(8), "8 filters · 3×3 · stride 1 · valid"),
        (
            Conv2DSpec(1, kernel_size=(3, 5), stride=(1, 2), padding=((0, 1), (2, 3))),
            "1 filter · 3×5 · stride 1×2 · pad 0,1,2,3",
        ),
        (MaxPool2DSpec(), "2×2 · stride 2 · valid"),
        (DenseSpec(10), "10 units"),
        (DenseSpec(10, l2=1e-4), "10 units · L2 0.0001"),
        (DenseSpec(10, frozen=True), "10 units · frozen"),
        (DropoutSpec(0.3), "rate 0.3"),
        (ReLUSpec(), ""),
    ],
)
def test_that_a_layer_is_told_in_one_line(spec, line):
    assert settings_line(spec) == line
