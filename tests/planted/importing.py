"""Faults of what reads models of other programs, and of the script that trains."""

from tests.planted.fault import Fault

CHAIN, WALK = "core/importing/layer_chain.py", "core/importing/onnx_walk.py"
OPERATORS, WINDOWS = "core/importing/onnx_operators.py", "core/importing/onnx_windows.py"
TENSORS, WIRE = "core/importing/tensor_numbers.py", "core/importing/wire_size.py"
MATCH, TRAINING = "core/importing/safetensors_match.py", "core/exporting/numpy_training.py"

FAULTS = (
    Fault(CHAIN, "array = array[self._order]", "pass",
          "rows behind a flatten stay in the order of the file"),
    Fault(CHAIN, "slope = slope * FULL_INK", "pass", "pixels from 0 to 255 are read pale"),
    Fault(CHAIN, "not np.any(padding if", "np.any(padding if",
          "a shift of pixels is folded over cells that are added"),
    Fault(CHAIN, "if not np.isfinite(array).all():", "if False:", "undefined weights come in"),
    Fault(WALK, "if fed != [self._current]:", "if False:", "branches are read as a row"),
    Fault(OPERATORS, "_WINDOWS_FIRST = (2, 3, 1, 0)", "_WINDOWS_FIRST = (3, 2, 1, 0)",
          "filters lie on their side"),
    Fault(OPERATORS, '!= "tanh":', '== "never":', "the other GELU is taken for ours"),
    Fault(OPERATORS, 'weight.T if node.attributes.get("transB", 0)', "weight if True",
          "weights are not turned"),
    Fault(WINDOWS, "(rows[1], rows[0])", "(rows[0], rows[1])", "the odd cell is at the end"),
    Fault(WINDOWS, "top, left, bottom, right = map", "top, bottom, left, right = map",
          "cells are added on the wrong sides"),
    Fault(WINDOWS, 'if node.attributes.get("group", 1) != 1:', "if False:",
          "groups are not refused by name"),
    Fault(TENSORS, "is_plain = stat.S_ISREG(path.lstat().st_mode)",
          "is_plain = stat.S_ISREG(path.stat().st_mode)", "links are followed"),
    Fault(TENSORS, "set(location) & set(", "False and set(", "weights come from other folders"),
    Fault(WIRE, "if len(view) - numbers > MOST_STRUCTURE:", "if False:",
          "small files become large models"),
    Fault(MATCH, "array = array[_rows_in_our_order(one.laid_from)]", "pass",
          "rows of PyTorch stay in its order"),
    Fault(MATCH, "return [\n        (int(part) if part.isdecimal() else -1, part)",
          "return [\n        (-1, part)", "10 is sorted before 2"),
    Fault(TRAINING, "* shorter, ", ", ", "the script does not clip"),
    Fault(TRAINING, "w[path][..., units] = before[..., units]", "pass",
          "units that stay as they are move"),
    Fault(TRAINING, 'own["running"] = ', "_ = ",
          "a frozen normalisation goes by the batch"),
)  # fmt: skip
