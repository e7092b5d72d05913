"""Faults of the textbook, by which the engine is judged."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("core/textbook/layers/windows.py", "missing // 2, missing - missing // 2",
          "missing - missing // 2, missing // 2", "the odd cell of padding goes to the start"),
    Fault("core/textbook/losses/categorical_cross_entropy.py",
          "label_smoothing / classes\n", "label_smoothing / (classes - 1)\n",
          "the true class gets no share of the smoothing"),
    Fault("core/textbook/optimizers/adam_w.py", "learning_rate * weight_decay * value",
          "weight_decay * value", "the decay does not shrink with the learning rate"),
    Fault("core/textbook/optimizers/nadam.py", "range(1, step_count + 2)",
          "range(0, step_count + 2)", "one momentum too many counts"),
)  # fmt: skip
