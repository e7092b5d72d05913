"""Faults of the exports."""

from tests.planted.fault import Fault

LAYERS = "core/exporting/layers/"
ONNX = "core/exporting/onnx_exporter.py"
NUMPY = "core/exporting/numpy_exporter.py"
COMMAND = "core/commands/export.py"
EXPORT = "core/exporting/export_of_run.py"

FAULTS = (
    Fault(f"{LAYERS}flatten_forms.py", "x = graph.channels_last(x) if", "x = x if",
          "ONNX lays maps out with the channels outermost"),
    Fault(f"{LAYERS}average_pool2d_forms.py", "count_include_pad=0", "count_include_pad=1",
          "ONNX counts cells that are not there"),
    Fault(f"{LAYERS}gelu_forms.py", '"Gelu", [x], approximate="tanh"', '"Gelu", [x]',
          "ONNX has the other GELU"),
    Fault(f"{LAYERS}window_text.py", "(top, left, bottom, right)", "(top, bottom, left, right)",
          "ONNX pads the wrong sides"),
    Fault(ONNX, "if outline.silenced:", "if False:", "silenced channels sound in ONNX"),
    Fault(ONNX, "np.array(FULL_INK, np.float32)", "np.array(256, np.float32)",
          "ONNX reads paler pixels"),
    Fault(NUMPY, "if outline.silenced:", "if False:", "silenced channels sound in the script"),
    Fault(NUMPY, "if name in given)", "if name in given and name != _RUNNING)",
          "the script goes by the statistics of the batch"),
    Fault("core/exporting/script_exporter.py", "ascii(weights.name)", "weights.name",
          "a name is read as code"),
    Fault("core/exporting/safetensors_exporter.py", "place += len(numbers)", "pass",
          "all arrays begin at one place"),
    Fault("core/exporting/parity.py", "np.abs(", "(", "only what is too large is seen"),
    Fault("core/exporting/trained_model.py", "if not np.isfinite(value).all():", "if False:",
          "diverged weights are exported"),
    Fault("core/exporting/catalog.py", "if EXPORTERS[wanted] not in fitting:", "if False:",
          "a script is written under another ending"),
    Fault(COMMAND, "if not options.overwrite and stat_of(path) is not None:", "if False:",
          "a file that was there is replaced"),
    Fault(COMMAND, "for path in paths:", "for path in paths[:1]:",
          "weights that were there are replaced"),
    Fault(EXPORT, "part.rows[:IMAGES]", "part.rows",
          "more images are compared than is said"),
)  # fmt: skip
