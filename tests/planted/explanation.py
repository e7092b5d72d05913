"""Faults of the explanations."""

from tests.planted.fault import Fault

SCORE = "core/explanation/class_score.py"
CAM = "core/explanation/grad_cam.py"
OCCLUSION = "core/explanation/occlusion.py"

FAULTS = (
    Fault(SCORE, "last.GIVES_PROBABILITIES or last.KIND in loss.LAST_LAYERS", "False",
          "a probability is explained, not a score"),
    Fault(SCORE, "gradient = np.maximum(gradient, 0)", "pass",
          "guided backpropagation is the gradient"),
    Fault(SCORE, "weights[target.against] = -1", "weights[target.against] = 0",
          "the other class is forgotten"),
    Fault("core/explanation/integrated_gradients.py", "(np.arange(steps) + 0.5)",
          "np.arange(steps)", "the way is walked by its left ends"),
    Fault("core/explanation/smooth_grad.py", "default_rng(SEED)", "default_rng()",
          "the same image has another map"),
    Fault("core/drawing/scaled.py", "(np.arange(after) + 0.5) * before / after - 0.5",
          "np.arange(after) * before / after", "small maps are drawn too far to the left"),
    Fault(CAM, "gradient.mean(axis=(0, 1))", "gradient[0, 0]",
          "one place speaks for a whole map"),
    Fault(OCCLUSION, "return lost / covering", "return lost",
          "the middle of an image counts sixteen times"),
    Fault("core/commands/explain.py", "(training if part == TRAINING else validation)",
          "training", "an image of another part is explained"),
)  # fmt: skip
