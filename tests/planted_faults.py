"""Plant one fault after the other in a copy of the program and see the tests fail.

Run it from anywhere: ``python tests/planted_faults.py``.  A test that no fault can break
proves nothing; this is the test of the tests.  Give words to plant only the faults whose file
or description has one of them: ``python tests/planted_faults.py batch_norm``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
#: The promises of all layers and losses, by the folder of the fault.
CONTRACTS = {
    "core/layers": (
        "tests/core/layers/test_every_layer.py",
        "tests/core/layers/test_every_gradient.py",
        "tests/core/test_gradient_check.py",
    ),
    "core/losses": ("tests/core/losses/test_every_loss.py",),
    "core/training": (
        "tests/core/training/test_gradient_step.py",
        "tests/core/ledger/test_weight_accounts.py",
    ),
    "core/augmentation": ("tests/core/augmentation/test_augmenter.py",),
    "core/ledger": ("tests/core/ledger/test_weight_accounts.py",),
    "core": (),
    "gui/background": (),
}
#: Tests of files that have none of their own name.
OTHER_TESTS = {
    "core/layers/axis_mean.py": ["tests/core/layers/test_average_pool2d.py"],
    "core/layers/base.py": ["tests/core/layers/test_every_replica.py"],
    "gui/background/thread_end.py": ["tests/gui/background/test_newest_wish.py"],
    "gui/background/attempt.py": ["tests/gui/background/test_newest_wish.py"],
}
#: Exit codes of pytest.
PASSED, FAILED = 0, 1
SECONDS = 120


class Fault(NamedTuple):
    """One thing to break.

    Attributes
    ----------
    file : str
    old : str
        Stands exactly once in the file; empty for the end of the file.
    new : str
    says : str
        What is wrong then.
    """

    file: str
    old: str
    new: str
    says: str


def in_method(file: str, method: str, body: str, says: str) -> Fault:
    """Return a fault in a method whatever its text; `body` may call the `right` one.

    For the layers whose inside changes with every trick that makes them faster.
    """
    class_name = CLASSES[file]
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    code = (
        f"\n\nright = {class_name}.{method}\n\n\n"
        f"def wrong(self, grad_output):\n{lines}\n\n"
        f"{class_name}.{method} = wrong\n"
    )
    return Fault(file, "", code, says)


CONV, DENSE, FLATTEN = "core/layers/conv2d.py", "core/layers/dense.py", "core/layers/flatten.py"
MAX, RELU = "core/layers/max_pool2d.py", "core/layers/relu.py"
CLASSES = {CONV: "Conv2D", DENSE: "Dense", FLATTEN: "Flatten", MAX: "MaxPool2D", RELU: "ReLU"}
WISH = "gui/background/newest_wish.py"
WEIGHTS, INPUT = "parameter_gradients", "input_gradient"
MEAN, GLOBAL = "core/layers/axis_mean.py", "core/layers/global_average_pool2d.py"
LEAKY, ELU, GELU = "core/layers/leaky_relu.py", "core/layers/elu.py", "core/layers/gelu.py"
SIGMOID, TANH = "core/layers/sigmoid.py", "core/layers/tanh.py"
SOFTMAX, DROPOUT = "core/layers/softmax.py", "core/layers/dropout.py"
NORM, DECAY = "core/layers/batch_norm.py", "core/regularization.py"
STATISTICS = "core/layers/channel_statistics.py"
WALK, OBJECTIVE = "core/layers/coupled.py", "core/training/objective.py"
LOCKSTEP, GRADIENT = "core/training/lockstep.py", "core/training/gradient_step.py"
WORKER, PLAN = "core/training/shard_worker.py", "core/training/shard_plan.py"
READ = "core/augmentation/resampling.py"
CCE = "core/losses/categorical_cross_entropy.py"
BCE = "core/losses/binary_cross_entropy.py"
MSE = "core/losses/mean_squared_error.py"
SHARES, REPLAY = "core/ledger/batch_shares.py", "core/ledger/batch_replay.py"
STEP, TAKEN = "core/ledger/optimizer_step.py", "core/ledger/taken_step.py"
NOTEBOOK = "core/training/step_notebook.py"

FAULTS = (
    in_method(CONV, WEIGHTS, "right(self, grad_output)\nself.bias.gradient /= len(grad_output)",
              "the bias gradient is a mean, not a sum"),
    in_method(CONV, WEIGHTS, "right(self, grad_output)\n"
              "self.weight.gradient[...] = self.weight.gradient[::-1].copy()",
              "the weight gradient is upside down"),
    in_method(CONV, WEIGHTS, "kept = grad_output.copy()\nkept[-1] = 0\nright(self, kept)",
              "the last image is forgotten"),
    in_method(CONV, WEIGHTS, "before = self.weight.gradient.copy()\nright(self, grad_output)\n"
              "self.weight.gradient += before",
              "gradients add up from step to step"),
    in_method(CONV, INPUT, "import numpy as np\n"
              "return np.flip(right(self, np.flip(grad_output, (1, 2))), (1, 2))",
              "the kernel is rotated once too often"),
    in_method(CONV, INPUT, "wrong = right(self, grad_output).copy()\nwrong[:, 0] = 0\n"
              "return wrong", "the first row gets no gradient"),
    in_method(CONV, INPUT,
              "import numpy as np\nreturn np.roll(right(self, grad_output), 1, 2)",
              "the padding is counted on the wrong side"),
    in_method(DENSE, WEIGHTS,
              "right(self, grad_output)\nself.bias.gradient /= len(grad_output)",
              "the bias gradient is a mean, not a sum"),
    in_method(DENSE, WEIGHTS, "right(self, abs(grad_output))", "the sign is lost"),
    in_method(DENSE, WEIGHTS, "pass", "the weights get no gradient at all"),
    in_method(DENSE, INPUT, "self.weight.value *= -1\nwrong = right(self, grad_output)\n"
              "self.weight.value *= -1\nreturn wrong", "the input gradient has the wrong sign"),
    in_method(DENSE, INPUT, "grad_output *= 1.5\nreturn right(self, grad_output) / 1.5",
              "what was handed in is written to"),
    in_method(MAX, INPUT, "import numpy as np\nreturn np.roll(right(self, grad_output), 1, 2)",
              "the neighbour of the winner gets the gradient"),
    in_method(MAX, INPUT, "return right(self, grad_output) * 2", "two cells share a gradient"),
    in_method(MAX, INPUT, "wrong = right(self, grad_output).copy()\nwrong[:, -1] = 0\n"
              "return wrong", "the last row gets no gradient"),
    in_method(RELU, INPUT, "return right(self, grad_output) + 0.01 * grad_output",
              "the closed gate leaks"),
    in_method(RELU, INPUT, "return grad_output", "the gate is always open"),
    in_method(FLATTEN, INPUT, "return right(self, grad_output[:, ::-1])",
              "cells are put back in reverse order"),
    Fault(MEAN, "np.multiply(grad_output.swapaxes(0, self.axis), shares, out",
          "np.multiply(grad_output.swapaxes(0, self.axis), 1, out",
          "every cell gets the whole gradient"),
    Fault(MEAN, "        grad_cells.fill(0)\n", "", "old gradients stay in the buffer"),
    Fault(MEAN, "grad_cells[places] += grad[windows]", "grad_cells[places] = grad[windows]",
          "overlapping windows overwrite each other"),
    Fault(MEAN, "counts[windows] += 1", "counts += 1", "padding is counted"),
    Fault(GLOBAL, "grad_output / (h * w)", "grad_output / h", "the width is forgotten"),
    Fault(GLOBAL, "grad_output / (h * w)", "grad_output", "the size is forgotten"),
    Fault(LEAKY, "        grad_x *= self.negative_slope  # what leaks\n",
          "", "negative numbers pass too"),
    Fault(LEAKY, "np.subtract(grad_output, passed, out=grad_x)",
          "grad_x.fill(0)", "nothing leaks on the way back"),
    Fault(LEAKY, "np.greater(y, 0", "np.greater_equal(y, 0", "zero counts as positive"),
    Fault(ELU, "np.add(y, self.alpha, out=grad_x)", "np.add(y, 1, out=grad_x)",
          "alpha is taken as one on the way back"),
    Fault(ELU, "        y *= self.alpha\n", "", "alpha is forgotten on the way forward"),
    Fault(ELU, "        np.minimum(x, 0, out=y)", "        np.copyto(y, x)",
          "large numbers overflow"),
    Fault(GELU, "grad_x *= 3 * _CUBIC", "grad_x *= _CUBIC", "the cube has a wrong slope"),
    Fault(GELU, "grad_x += other", "grad_x -= other", "the product rule has a wrong sign"),
    Fault(GELU, "        grad_x *= x\n", "", "the product rule lacks a factor"),
    Fault(GELU, "np.multiply(bend, bend, out=other)", "np.multiply(bend, 1, out=other)",
          "1 - t instead of 1 - t²"),
    Fault(SIGMOID, "        grad_x *= y\n", "", "1 - y instead of y (1 - y)"),
    Fault(SIGMOID, "        np.negative(y, out=y)\n", "", "large numbers overflow"),
    Fault(TANH, "np.multiply(y, y, out=grad_x)", "np.abs(y, out=grad_x)",
          "1 - |y| instead of 1 - y²"),
    Fault(TANH, "        grad_x *= grad_output\n", "", "the chain rule is forgotten"),
    Fault(SOFTMAX, "self._p * (grad_output - expected)", "self._p * grad_output",
          "classes do not compete on the way back"),
    Fault(SOFTMAX, "np.exp(x - x.max(axis=1, keepdims=True))", "np.exp(x)",
          "large scores overflow"),
    Fault(DROPOUT, 'return self._apply(grad_output, "grad x")', "return grad_output",
          "dropped numbers get a gradient"),
    Fault(DROPOUT, "        result *= 1 / (1 - self.rate)\n", "", "means shrink in training"),
    Fault(DROPOUT, "        self.draws += 1\n", "", "every step draws the same mask"),
    Fault(DROPOUT, "np.greater_equal(chances", "np.less(chances",
          "kept and dropped change places"),
    Fault(DROPOUT, "        self._passes_all = True\n        return x\n",
          "        return self.forward(x, training=True)\n", "views see a random network"),
    Fault(NORM, "        grad_x -= grad_beta / numbers + slope * offset\n", "",
          "the batch's mean is no variable"),
    Fault(NORM, "np.multiply(centred, -slope, out=grad_x)",
          "grad_x.fill(0)",
          "the batch's variance is no variable"),
    Fault(NORM, "slope = scale * grad_gamma / numbers",
          "slope = scale * grad_gamma / len(centred)",
          "a map counts as one number on the way back"),
    Fault(NORM, "grad_x *= self.gamma.value * scale", "grad_x *= scale", "gamma is forgotten"),
    Fault(NORM, "self.gamma.gradient[...], self.beta.gradient[...] = self._sums(grad_output)",
          "self.beta.gradient[...], self.gamma.gradient[...] = self._sums(grad_output)",
          "the gradients of gamma and beta change places"),
    Fault(NORM, "variance * (numbers / max(numbers - 1, 1))", "variance",
          "the running variance is the biased one"),
    Fault(NORM, "running += (1 - self.momentum) * new", "running += self.momentum * new",
          "running values grow without end"),
    Fault(NORM, "        self._gather(mean, variance, numbers)\n", "",
          "nothing is gathered for use"),
    Fault(NORM, "0.0, self._running_variance, 0)",
          "0.0, self._running_variance, x.size // self.channels)",
          "a view differentiates the wrong function"),
    Fault(NORM, "self._running_variance + self.epsilon)\n        y",
          "self._running_variance) + self.epsilon\n        y",
          "epsilon is outside of the root in use"),
    Fault(NORM, "self._finish(centred, own_mean - mean,", "self._finish(centred, 0.0,",
          "a part is centred on its own mean"),
    Fault(STATISTICS, "squares + counts * (means - mean) ** 2", "squares",
          "the means of the parts count as equal"),
    Fault(STATISTICS, "(counts * means).sum(axis=0) / count", "means.mean(axis=0)",
          "a short part counts as much as a long one"),
    Fault(NORM, "sum((part.statistics for part in others), first.statistics)", "own",
          "a part answers for itself alone on the way back"),
    Fault(NORM, "(_sum_per_channel(grad_output, centred) + offset * grad_beta)",
          "_sum_per_channel(grad_output, centred)", "gamma is blamed by the part's own mean"),
    Fault(NORM, " / numbers + slope * offset", " / numbers",
          "the way back centres on the part's own mean"),
    Fault(WALK, "shares = (share,)", "shares = (share, share)", "a batch counts twice"),
    Fault("core/layers/base.py", "return copy.deepcopy(self, values)", "return self",
          "a replica is the layer itself"),
    Fault("core/layers/base.py", "return copy.deepcopy(self, values)",
          "return copy.deepcopy(self)", "a replica has values of its own"),
    Fault("core/layers/chain.py", "reversed(layers)", "layers", "the way back goes forward"),
    Fault("core/layers/chain.py", "elif fill:", "elif not fill:",
          "gradients are filled when nobody asks for them"),
    Fault("core/losses/fused.py", " and last_layer == loss.ACTIVATION.KIND", "",
          "a loss takes over whatever layer is last"),
    Fault(OBJECTIVE, "        gradient *= share\n", "", "every shard counts as a whole batch"),
    Fault(OBJECTIVE, "return value * share, right", "return value, right",
          "the loss is a sum over shards"),
    Fault(LOCKSTEP, "tuple(share for share in self._own if share is not None)",
          "tuple(share for share in reversed(self._own) if share is not None)",
          "shares are sent in another order"),
    Fault(GRADIENT, "first.draws = tuple(draw + len(shards) for draw in before)",
          "first.draws = before", "every step draws the same masks"),
    Fault(GRADIENT, "tuple(d + number for d in draws)", "tuple(draws)",
          "all shards draw the same mask"),
    Fault(GRADIENT, "total += gradient\n", "total[...] = gradient\n",
          "the last shard alone decides"),
    Fault(GRADIENT, "is_first=number == 0)\n        self", "is_first=False)\n        self",
          "coupled gradients pile up from step to step"),
    Fault(WORKER, "        self.draws = shard.draws\n", "",
          "masks depend on which thread takes which shard"),
    Fault(WORKER, "copy.deepcopy(self._augmenter)", "None", "helpers see unchanged images"),
    Fault(PLAN, "max(self.size, -(-batch_size // MOST_COUPLED_SHARDS))", "self.size",
          "a full batch of coupled samples takes a worker for every few images"),
    Fault(READ, "        right &= _LEFT_TWO  # p₀₁ and p₁₁\n", "",
          "the rows' ink runs together"),
    Fault(READ, "        right *= across\n", "        right *= down\n",
          "across is taken for down"),
    Fault(READ, "        top += 1 << (2 * _BITS - 1)  # rounds: what follows is cut off\n", "",
          "ink is lost by cutting off"),
    Fault(READ, "np.clip(places, -_ONE, length * _ONE, out=places)",
          "np.clip(places, 0, (length - 1) * _ONE, out=places)",
          "the edge's ink is smeared out of the image"),
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
    Fault(SHARES, "total + l2 * value, f", "total, f", "weight decay is missing in the sum"),
    Fault(SHARES, "total * clip_factor, f", "total, f", "the clip factor is forgotten"),
    Fault(SHARES, "x, target, len(x) / count)", "x, target, 1.0)",
          "the batch is a sum, not a mean"),
    Fault(SHARES, "layers[position + 1 :]", "layers[position + 2 :]",
          "a layer is left out on the way back"),
    Fault(REPLAY, "record.step - 1, start", "record.step, start",
          "images change as they do in the next step"),
    Fault(REPLAY, "load_values(self._network, record.values)",
          "load_values(self._network, snapshot.values)",
          "the batch is judged with the weights after the step"),
    Fault(REPLAY, 'random_stream(experiment.seed, "init")', 'random_stream(1, "init")',
          "dropout takes other numbers away"),
    Fault(REPLAY, "labels[rows].astype(np.int64)", "labels[: len(rows)].astype(np.int64)",
          "samples get the labels of others"),
    Fault(STEP, "mean = m / (1 - beta_1**t)", "mean = m / (1 - beta_1**(t + 1))",
          "the bias correction is that of the next step"),
    Fault(STEP, "mean = m / (1 - beta_1**t)", "mean = m", "the bias correction is missing"),
    Fault(STEP, "math.sqrt(s / (1 - beta_2**t)) + given", "math.sqrt(s) + given",
          "the squares are not corrected"),
    Fault(STEP, '    beta_1, beta_2 = given["beta_1"], given["beta_2"]\n',
          '    beta_1, beta_2 = given["beta_1"], given["beta_2"]\n'
          '    g = g + given.get("decay", 0.0) * w\n',
          "decay is coupled to the gradient instead of decoupled"),
    Fault(STEP, "w - decay - step,", "w - step,", "the decay of AdamW is forgotten"),
    Fault(STEP, "direction, size = g + mu * v,", "direction, size = v,",
          "Nesterov does not look ahead"),
    Fault(STEP, 'given["s"] + g * g if rho is None', 'g * g if rho is None',
          "AdaGrad forgets"),
    Fault(TAKEN, "learning_rate=record.learning_rate", "learning_rate=base",
          "the schedule is forgotten"),
    Fault(TAKEN, "kept=record.kept", "kept=None", "the optimiser's memory is forgotten"),
    Fault(TAKEN, "step=record.optimizer_step", "step=record.optimizer_step + 1",
          "the step is counted once too often"),
    Fault(NOTEBOOK, "replace(self._begun, clip_factor=clip_factor)", "self._begun",
          "the clip factor is not noted"),
    Fault(NOTEBOOK, "self.record = replace(", "self._begun = replace(self._begun, kept="
          "{n: a.copy() for n, a in self._optimizer.state().items()})\n"
          "            self.record = replace(",
          "the optimiser's memory is noted after the step"),
    Fault("core/training/session.py",
          "        self.optimizer.learning_rate = self.base_rate * "
          "self.schedule.factor(self._clock())\n"
          "        self.notebook.begin(self.step + 1, rows)\n",
          "        self.notebook.begin(self.step + 1, rows)\n"
          "        self.optimizer.learning_rate = self.base_rate * "
          "self.schedule.factor(self._clock())\n",
          "the learning rate noted is that of another step"),
    Fault(WISH, "        if self._close(attempt):\n            self.answered.emit",
          "        self._close(attempt)\n        if not self._is_shut_down:\n"
          "            self.answered.emit", "late answers are handed over"),
    Fault(WISH, "                earlier.follow(wish)\n", "                pass\n",
          "what is under way does not learn of newer wishes"),
    Fault(WISH, "                self._open.remove(self._worker.next)\n            "
          "self._worker.next = attempt\n", "                self._open.remove(attempt)\n"
          "            else:\n                self._worker.next = attempt\n",
          "a wish that was not begun is kept and the newer one is forgotten"),
    Fault(WISH, "                attempt.give_up()\n", "                pass\n",
          "what is under way is not told to give up"),
    Fault(WISH, "        if attempt in self._open and not attempt.cancelled():\n",
          "        if True:\n",
          "news of old wishes are told"),
    Fault(WISH, "            if attempt.is_newest:  # somebody waits all the same\n"
          "                self.failed.emit(attempt, \"\")\n            else:\n"
          "                self.dropped.emit(attempt)\n", "            pass\n",
          "who waits for an answer that gave up waits for ever"),
    Fault("gui/background/thread_end.py", "thread.wait(STOP_TIMEOUT_MS)", "thread.wait()",
          "the end of a thread is waited for without a limit"),
    Fault("gui/background/attempt.py", "and not self._is_kept and", "and",
          "an answer that was to be kept is dropped"),
)  # fmt: skip


class PlantingError(Exception):
    """The faults say nothing: a text is gone, or the tests fail without any fault."""


def planted(text: str, fault: Fault) -> str:
    """Return the text of a file with a fault in it.

    Raises
    ------
    PlantingError
        If the old text does not stand in it exactly once.
    """
    if not fault.old:
        return text + fault.new
    if text.count(fault.old) != 1:
        raise PlantingError(
            f"{fault.file}: expected {fault.old!r} once, found it {text.count(fault.old)} times"
        )
    return text.replace(fault.old, fault.new)


def tests_for(file: str) -> list[str]:
    """Return the test files that are to notice a fault in `file`."""
    own = Path("tests", Path(file).parent, f"test_{Path(file).name}")
    own_tests = [str(own)] if (ROOT / own).exists() else []
    own_tests = OTHER_TESTS.get(file, own_tests)
    return [*own_tests, *CONTRACTS[str(Path(file).parent)]]


def run_tests(folder: Path, tests: list[str]) -> tuple[int, str]:
    """Return pytest's exit code and the name of the first test that failed."""
    environment = {
        **os.environ,
        "OPENBLAS_NUM_THREADS": "1",
        # a changed file of equal size and second would pass for its compiled older self
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    options = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, *tests]
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    failure = re.search(r"^(?:FAILED|ERROR) \S*?::([^\s\[]+)", ended.stdout, re.MULTILINE)
    return ended.returncode, failure[1] if failure else ended.stdout[-300:]


def main(words: list[str]) -> int:
    """Plant the faults; return 0 if every single one was caught."""
    faults = [f for f in FAULTS if not words or any(w in f"{f.file} {f.says}" for w in words)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("core", "gui", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", folder)
        everything = sorted({test for fault in faults for test in tests_for(fault.file)})
        code, failure = run_tests(folder, everything)
        if code != PASSED:
            raise PlantingError(f"the tests fail without any fault: {failure}")
        caught = 0
        for fault in faults:
            path = folder / fault.file
            right = path.read_text()
            path.write_text(planted(right, fault))
            code, failure = run_tests(folder, tests_for(fault.file))
            path.write_text(right)
            if code not in (PASSED, FAILED):
                raise PlantingError(f"{fault.file}: {fault.says}: pytest ended with {failure}")
            caught += code == FAILED
            verdict = f"caught by {failure}" if code == FAILED else "NOT CAUGHT"
            print(f"{Path(fault.file).stem}: {fault.says}: {verdict}", flush=True)  # noqa: T201
    print(f"{caught}/{len(faults)} caught")  # noqa: T201
    return 0 if caught == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
