"""The network as a PyTorch script."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.catalog import layer_forms
from core.exporting.script_exporter import ScriptExporter, joined
from core.exporting.trained_model import FULL_INK, TrainedModel, value_path


class PytorchExporter(ScriptExporter):
    """A module with the layers of the network; it lays maps out as PyTorch does."""

    NAME: ClassVar[str] = "pytorch"
    TITLE: ClassVar[str] = "A network for PyTorch"
    EXPLAINS: ClassVar[str] = "A script with the same layers, and the weights that it loads."
    PACKAGE: ClassVar[str] = "torch"
    IMPORTS: ClassVar[str] = (
        "import sys\nfrom pathlib import Path\n\nimport numpy as np\nimport torch\n"
        "import torch.nn.functional as F\n"
    )

    def lines(self, model: TrainedModel) -> str:
        made, calls, loads, helpers = [], [], [], []
        shape = model.experiment.network.input_shape
        if len(shape) == 3:
            calls.append("x = x.permute(0, 3, 1, 2)  # (N, C, H, W)")
        output = shape
        for outline in model.outlines:
            form = layer_forms(outline, "PyTorch").pytorch(outline.spec, outline)
            name = f"layer_{outline.position}"
            if form.module:
                made.append(f"self.{name} = {form.module}")
            calls.append(f"x = {form.call.format(x='x', layer=f'self.{name}')}")
            helpers.append(form.helper)
            if outline.silenced:
                channels = f"torch.tensor({list(outline.silenced)}, device=x.device)"
                calls.append(f"x = x.index_fill(1, {channels}, 0)  # silenced")
            for weight in form.weights:
                order = f".transpose{weight.order}" if weight.order else ""
                ours = value_path(outline, weight.ours)
                loads.append(f'"{name}.{weight.theirs}": w["{ours}"]{order},')
            output = outline.output_shape
        if len(output) == 3:
            calls.append("x = x.permute(0, 2, 3, 1)  # (N, H, W, C)")
        return f"""{joined(helpers)}

class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
{_indented(made, 8)}

    def forward(self, x):
        \"\"\"Return what the network gives for numbers from 0 to 1, channels last.\"\"\"
{_indented(calls, 8)}
        return x


def load():
    \"\"\"Return the network with its weights.\"\"\"
    w = np.load(WEIGHTS)
    arrays = {{
{_indented(loads, 8)}
    }}
    network = Network()
    state = {{name: torch.from_numpy(array.copy()) for name, array in arrays.items()}}
    strange = network.load_state_dict(state, strict=False).unexpected_keys
    if strange:
        raise KeyError(strange)
    return network.eval()


def predict(images):
    \"\"\"Return what the network gives for pixels from 0 to 255.\"\"\"
    x = np.asarray(images, np.float32).reshape(-1, *{shape}) / np.float32({FULL_INK})
    with torch.no_grad():
        return load()(torch.from_numpy(x)).numpy()
"""


def _indented(lines: list[str], blanks: int) -> str:
    return "\n".join(" " * blanks + line for line in lines)
