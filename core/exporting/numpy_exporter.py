"""The network as a script that needs NumPy alone."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import ClassVar

from core.exporting.layers.catalog import no_form
from core.exporting.script_exporter import ScriptExporter
from core.exporting.trained_model import FULL_INK, TrainedModel, value_path
from core.ledger.exports.book_source import book_sources
from core.network_spec import LayerOutline
from core.textbook.catalog import LAYER_PAGES

_RUNNING = "running"


class NumpyExporter(ScriptExporter):
    """The lines of the textbook, called one layer after the other."""

    NAME: ClassVar[str] = "numpy"
    TITLE: ClassVar[str] = "A network as plain NumPy"
    EXPLAINS: ClassVar[str] = (
        "A script and its weights: predicts and trains with nothing but NumPy."
    )
    PACKAGE: ClassVar[str] = "numpy"
    IMPORTS: ClassVar[str] = "import sys\nfrom pathlib import Path\n\nimport numpy as np\n"

    def lines(self, model: TrainedModel) -> str:
        calls = [line for outline in model.outlines for line in _calls(outline)]
        pages = {
            outline.spec.KIND: LAYER_PAGES[outline.spec.KIND] for outline in model.outlines
        }
        shape = model.experiment.network.input_shape
        body = "\n".join(f"    {line}" for line in calls)
        return f"""

{book_sources(pages.values(), "forward")}

def predict(images):
    \"\"\"Return what the network gives for pixels from 0 to 255.\"\"\"
    w = np.load(WEIGHTS)
    x = np.asarray(images, np.float32).reshape(-1, *{shape}) / np.float32({FULL_INK})
{body}
    return x
"""


def _calls(outline: LayerOutline) -> list[str]:
    """Return the lines that do one layer.

    Raises
    ------
    ExportError
        If the book has no page for it.
    """
    spec = outline.spec
    page = LAYER_PAGES.get(spec.KIND)
    if page is None:
        raise no_form(outline, "the textbook")
    given = {one.name: repr(getattr(spec, one.name)) for one in fields(spec)}
    given |= {
        name: _stored(outline, name) for name in spec.parameter_shapes(outline.input_shape)
    }
    if states := spec.state_shapes(outline.input_shape):
        pairs = (f'"{name}": {_stored(outline, name)}' for name in states)
        given[_RUNNING] = f"{{{', '.join(pairs)}}}"
    wanted = inspect.signature(page.forward).parameters
    arguments = "".join(f", {name}={given[name]}" for name in wanted if name in given)
    lines = [f"x = {spec.KIND}_forward(x{arguments})"]
    if outline.silenced:
        lines.append(f"x[..., {list(outline.silenced)}] = 0  # silenced")
    return lines


def _stored(outline: LayerOutline, name: str) -> str:
    return f'w["{value_path(outline, name)}"]'
