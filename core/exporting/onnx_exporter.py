"""The network as an ONNX file."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.experiment import experiment_to_json
from core.exporting.export_error import ExportError
from core.exporting.exporter import Exporter
from core.exporting.layers.catalog import layer_forms
from core.exporting.onnx_graph import OnnxGraph
from core.exporting.trained_model import FULL_INK, TrainedModel
from core.formats.failure_text import failure_text
from core.formats.file_access import short_name
from core.sentence import printable

#: What every onnxruntime from 1.23 on runs, and the version of the format that goes with it.
OPSET, IR_VERSION = 23, 11
#: One file of that format ends at 2 GiB.
MOST_BYTES = 2_000_000_000
INPUT, BATCH = "images", "N"
MISSING = (
    "ONNX needs a package that is not installed: python -m pip install onnx onnxruntime (they "
    "are also in the extra “onnx”)"
)


class OnnxExporter(Exporter):
    """Pixels in, what the network says out, for any number of images at once.

    The input ``images`` is uint8 of shape (N, H, W, C) or (N, features); dividing by 255 is
    part of the graph, and so is the other order of axes that ONNX has inside.

    References
    ----------
    .. [1] ONNX, "Operators", https://onnx.ai/onnx/operators/.
    """

    NAME: ClassVar[str] = "onnx"
    SUFFIX: ClassVar[str] = ".onnx"
    TITLE: ClassVar[str] = "ONNX"
    EXPLAINS: ClassVar[str] = (
        "Runs in onnxruntime, in browsers and on phones: pixels in, what the network says out."
    )

    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        onnx = _package()
        size = sum(value.nbytes for value in model.values.values())
        if size > MOST_BYTES:
            raise ExportError(
                f"{short_name(out)}: ONNX files hold at most {MOST_BYTES:,} bytes of weights, "
                f"the network has {size:,}"
            )
        proto = _model(onnx, model)
        onnx.checker.check_model(proto, full_check=True)
        return {out: proto.SerializeToString()}

    @property
    def can_run(self) -> bool:
        return find_spec("onnxruntime") is not None

    def says(
        self, model: TrainedModel, files: Mapping[Path, bytes], images: ByteArray
    ) -> FloatArray | None:
        import onnxruntime

        (content,) = files.values()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4  # what goes wrong is raised
        try:
            session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
            x = images.reshape(len(images), *model.experiment.network.input_shape)
            outputs: FloatArray = session.run(None, {INPUT: x})[0]
        except Exception as error:  # noqa: BLE001  # it raises classes of its own
            raise ExportError(f"onnxruntime: {failure_text(error)}"[:300]) from None
        return outputs


def _package() -> ModuleType:
    try:
        import onnx
        import onnx.checker
    except ImportError as error:
        raise ExportError(MISSING) from error
    return onnx  # type: ignore[no-any-return]


def _model(onnx: ModuleType, model: TrainedModel) -> Any:  # noqa: ANN401  # of that package
    graph = OnnxGraph(onnx, model.values)
    helper, kinds = onnx.helper, onnx.TensorProto
    shape = model.experiment.network.input_shape
    x = graph.node("Cast", [INPUT], to=kinds.FLOAT)
    x = graph.node("Div", [x, graph.constant("full ink", np.array(FULL_INK, np.float32))])
    x = graph.channels_first(x) if len(shape) == 3 else x
    for outline in model.outlines:
        x = layer_forms(outline, "ONNX").onnx(outline.spec, outline, graph, x)
        shape = outline.output_shape
        if outline.silenced:
            mask = graph.constant(f"{outline.position}.mask", _mask(shape, outline.silenced))
            x = graph.node("Mul", [x, mask])
    x = graph.channels_last(x) if len(shape) == 3 else x
    gives_probabilities = model.outlines[-1].spec.GIVES_PROBABILITIES
    output = "probabilities" if gives_probabilities else "outputs"
    graph.nodes.append(helper.make_node("Identity", [x], [output], name=output))
    made = helper.make_graph(
        graph.nodes,
        "network",
        [helper.make_tensor_value_info(
            INPUT, kinds.UINT8, [BATCH, *model.experiment.network.input_shape]
        )],
        [helper.make_tensor_value_info(output, kinds.FLOAT, [BATCH, *shape])],
        graph.constants,
    )  # fmt: skip
    proto = helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="Glassbox",
    )
    about = {
        "glassbox_experiment": experiment_to_json(model.experiment),
        "step": f"{model.step}",
        **{name: printable(text) for name, text in model.data_notes.items()},
    }
    helper.set_model_props(proto, about)
    return proto


def _mask(shape: tuple[int, ...], silenced: tuple[int, ...]) -> FloatArray:
    """Return 0 for every silenced channel and 1 for the others, beside (N, C, H, W)."""
    mask = np.ones(shape[-1], np.float32)
    mask[list(silenced)] = 0
    return mask.reshape(-1, 1, 1) if len(shape) == 3 else mask
