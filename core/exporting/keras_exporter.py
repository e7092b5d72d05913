"""The network as a Keras script."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import ClassVar

from core.exporting.layers.catalog import layer_forms
from core.exporting.script_exporter import ScriptExporter, joined
from core.exporting.trained_model import FULL_INK, TrainedModel, value_path

_BACKEND = "KERAS_BACKEND"
_PACKAGES = ("tensorflow", "jax", "torch")
_SILENCE = """
class Silence(keras.layers.Layer):
    \"\"\"Sets channels to 0.\"\"\"

    def __init__(self, channels, count):
        super().__init__()
        self.mask = np.ones(count, np.float32)
        self.mask[channels] = 0

    def call(self, x):
        return x * self.mask
"""


class KerasExporter(ScriptExporter):
    """A sequential model for Keras 3, on any backend."""

    NAME: ClassVar[str] = "keras"
    TITLE: ClassVar[str] = "A network for Keras"
    EXPLAINS: ClassVar[str] = "A script with the same layers, and the weights that it loads."
    PACKAGE: ClassVar[str] = "keras"
    IMPORTS: ClassVar[str] = (
        "import sys\nfrom pathlib import Path\n\nimport keras\nimport numpy as np\n"
    )

    @property
    def can_run(self) -> bool:
        return super().can_run and bool(os.environ.get(_BACKEND) or _found_backend())

    def environment(self) -> dict[str, str]:
        return {_BACKEND: _found_backend()} | super().environment()

    def lines(self, model: TrainedModel) -> str:
        shape = model.experiment.network.input_shape
        made, loads, helpers = [f"keras.Input({shape}),"], [], []
        for outline in model.outlines:
            form = layer_forms(outline, "Keras").keras(outline.spec, outline)
            name = f"layer_{outline.position}"
            made += [f"{layer.format(name=f'name={name!r}')}," for layer in form.layers]
            helpers.append(form.helper)
            if outline.silenced:
                count = outline.output_shape[-1]
                made.append(f"Silence({list(outline.silenced)}, {count}),")
                helpers.append(_SILENCE)
            if form.weights:
                arrays = ", ".join(f'w["{value_path(outline, one)}"]' for one in form.weights)
                loads.append(f'network.get_layer("{name}").set_weights([{arrays}])')
        layers = "\n".join(f"            {line}" for line in made)
        lines = "\n".join(f"    {line}" for line in loads)
        return f"""{joined(helpers)}

def load():
    \"\"\"Return the network with its weights, for numbers from 0 to 1.\"\"\"
    w = np.load(WEIGHTS)
    network = keras.Sequential(
        [
{layers}
        ]
    )
{lines}
    return network


def predict(images):
    \"\"\"Return what the network gives for pixels from 0 to 255.\"\"\"
    x = np.asarray(images, np.float32).reshape(-1, *{shape}) / np.float32({FULL_INK})
    return keras.ops.convert_to_numpy(load()(x, training=False))
"""


def _found_backend() -> str:
    return next((name for name in _PACKAGES if find_spec(name) is not None), "")
