"""Faults of what reads models of other programs, and of the script that trains."""

from tests.planted.fault import Fault

CHAIN, WALK = "core/importing/layer_chain.py", "core/importing/onnx_walk.py"
OPERATORS, WINDOWS = "core/importing/onnx_operators.py", "core/importing/onnx_windows.py"
TENSORS, WIRE = "core/importing/tensor_numbers.py", "core/importing/wire_size.py"
MAPS, SHAPES = "core/importing/onnx_maps.py", "core/importing/onnx_shapes.py"
FORMULAS, NORMS = "core/importing/onnx_formulas.py", "core/importing/onnx_norms.py"
RECIPE = "core/importing/recipe_match.py"
MATCH, TRAINING = "core/importing/safetensors_match.py", "core/exporting/numpy_training.py"

FAULTS = (
    Fault(CHAIN, "array = array[self._order]", "pass",
          "rows behind a flatten stay in the order of the file"),
    Fault(CHAIN, "slope = slope * FULL_INK", "pass", "pixels from 0 to 255 are read pale"),
    Fault(CHAIN, "not np.any(padding if", "np.any(padding if",
          "a shift of pixels is folded over cells that are added"),
    Fault(CHAIN, "if not np.isfinite(array).all():", "if False:", "undefined weights come in"),
    Fault(WALK, "if fed != [self._current]:", "if False:", "branches are read as a row"),
    Fault(MAPS, "_WINDOWS_FIRST = (2, 3, 1, 0)", "_WINDOWS_FIRST = (3, 2, 1, 0)",
          "filters lie on their side"),
    Fault(OPERATORS, '"none") == "tanh"', '"none") == "never"',
          "the tanh form is taken for the other"),
    Fault(MAPS, "walk.cells = AddedCells(walk.cells.together(pads), value)", "pass",
          "cells that are added apart from a layer are forgotten"),
    Fault(MAPS, "cells.value == 0 and walk.is_never_negative", "cells.value == 0",
          "added zeros win over numbers below them"),
    Fault(MAPS, 'node.attributes.get("count_include_pad", 0)', "False",
          "cells around a map count in a mean"),
    Fault(WINDOWS, "return pads[0], pads[1] + stride - rest", "return pads",
          "windows over the edge are left out"),
    Fault(FORMULAS, "_SAME = 1e-6", "_SAME = 1e-3", "one GELU is taken for the other"),
    Fault(FORMULAS, "last_read.get(name, -1) > place", "False and last_read.get(name, -1)",
          "what is read later is swallowed"),
    Fault(FORMULAS, "one.size != 1", "False", "numbers of channels are taken for one"),
    Fault(NORMS, "_SAME = 1e-6", "_SAME = 1.0", "any epsilon will do"),
    Fault(SHAPES, "walk.has_channels_first = not walk.has_channels_first", "pass",
          "axes are not followed"),
    Fault(CHAIN, "own[_SHIFTS] = _single(own[_SHIFTS] * slope + offset)",
          "own[_SHIFTS] = _single(own[_SHIFTS] + offset)", "a shift is not scaled"),
    Fault(RECIPE, "if spec.DROPS_NUMBERS or spec.LAYS_OUT_MAPS", "if spec.DROPS_NUMBERS",
          "a row of activations is taken for scores"),
    Fault(TENSORS, "if kind == BFLOAT16:", "if False:", "halves of numbers are whole ones"),
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
    Fault(MATCH, "if len(fitting) > 1 and not _is_counted(fitting):", "if False:",
          "nothing is said of arrays that could as well be another layer's"),
    Fault(TRAINING, "* shorter, ", ", ", "the script does not clip"),
    Fault(TRAINING, "w[path][..., units] = before[..., units]", "pass",
          "units that stay as they are move"),
    Fault(TRAINING, 'own["running"] = ', "_ = ",
          "a frozen normalisation goes by the batch"),
)  # fmt: skip
