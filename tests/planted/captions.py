"""Faults of what is said about a step in numbers."""

from tests.planted.fault import Fault

MAX, RELU = "core/layers/max_pool2d.py", "core/layers/relu.py"
PASSAGE, AVERAGE = "core/layers/passage.py", "core/layers/global_average_pool2d.py"
SOFTMAX = "core/layers/softmax.py"
SURVIVAL = "core/inspection/survival.py"
PHASES = "core/inspection/phases.py"
UPDATE = "core/inspection/update_caption.py"
LAYERS = "core/inspection/layer_captions.py"
RIVER = "core/inspection/gradient_river.py"

FAULTS = (
    Fault(SURVIVAL, "here = survives & ~passes", "here = ~passes",
          "what a ReLU closed is lost once more in the pooling"),
    Fault(SURVIVAL, "_reached(chain[:count], trace)", "_reached(chain, trace)",
          "the first barrier answers for all later ones"),
    Fault(SURVIVAL, 'words = f"a later {words.removeprefix(\'the \')}"', "pass",
          "a later ReLU is taken for the one behind the layer"),
    Fault(SURVIVAL, "reached[inside[:, 0], inside[:, 1]] |= of_window",
          "reached[inside[:, 0], inside[:, 1]] = of_window",
          "the last window over a cell alone decides"),
    Fault(SOFTMAX, "if not grad_x.any():", "if False:",
          "without a gradient someone is pulled up"),
    Fault(RELU, "{arrived - left:,} of them", "{grad_y.size - left:,} of them",
          "gradients that were 0 count as stopped"),
    Fault(MAX, "share_text(count - won, count)", "share_text(seen.y.size, count)",
          "windows are counted instead of losers"),
    Fault(AVERAGE, "grad_x.size // grad_y.size", "grad_x.size", "all maps are one map"),
    Fault(PASSAGE, "size_words(root_mean_square(grad_y))} to ",
          "size_words(root_mean_square(grad_x))} to ", "the gradient never changes its size"),
    Fault(LAYERS, "np.abs(gradient).argmax()", "gradient.argmax()",
          "the largest gradient is never a negative one"),
    Fault(PHASES, "outputs > outputs[label]", "outputs >= outputs[label]",
          "the true class stands behind itself and its equals"),
    Fault(PHASES, "last.GIVES_PROBABILITIES or taking_over(loss, last.KIND) is not None",
          "True", "any output is called a share"),
    Fault(UPDATE, "by {parts[0]}, and least, by {parts[-1]}",
          "by {parts[0]}, and least, by {parts[1]}",
          "the two largest changes are called most and least"),
    Fault(UPDATE, "total += int(np.count_nonzero(asked))", "total += asked.size",
          "weights without a gradient count as of another opinion"),
    Fault(UPDATE, "count = len(after.record)", "count = batch_size",
          "the last batch of an epoch is called a whole one"),
    Fault(RIVER, "    if not math.isfinite(size) or size == 0:", "    if size == 0:",
          "an infinite gradient is NaN in the river"),
    Fault(RIVER, "x.size - int((x > 0).sum())", "int((x < 0).sum())",
          "zero passes the ReLU"),
)  # fmt: skip
