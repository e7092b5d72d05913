"""Faults of the losses and of weight decay."""

from tests.planted.fault import Fault

CCE = "core/losses/categorical_cross_entropy.py"
BCE = "core/losses/binary_cross_entropy.py"
MSE = "core/losses/mean_squared_error.py"
DECAY = "core/regularization.py"

FAULTS = (
    Fault(CCE, "        sums *= count\n", "", "the gradient is a sum over the batch"),
    Fault(CCE, "gradient -= self.label_smoothing / (classes * count)", "pass",
          "smoothing is forgotten on the way back"),
    Fault(CCE, "gradient[n, target] = -1.0 / (p_true * count)",
          "gradient[n, target] = 1.0 / (p_true * count)", "the sign is wrong"),
    Fault(BCE, "gradient = np.where(is_true, -slope, slope)", "gradient = -slope",
          "wrong classes are pulled up"),
    Fault(BCE, "        gradient -= hot\n", "", "the label is forgotten"),
    Fault(BCE, "        gradient /= logits.size\n", "        gradient /= len(logits)\n",
          "the gradient is that of a sum over classes"),
    Fault(MSE, "error *= 2 / error.size", "error *= 1 / error.size",
          "a square has half its slope"),
    Fault(MSE, "predicted - one_hot(target, predicted)",
          "one_hot(target, predicted) - predicted", "the sign is wrong"),
    Fault(DECAY, "parameter.gradient += parameter.l2 * parameter.value",
          "parameter.gradient += parameter.l2", "the pull does not depend on the weight"),
    Fault(DECAY, "0.5 * p.l2", "p.l2", "the price and its slope do not belong together"),
)  # fmt: skip
