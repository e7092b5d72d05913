"""Faults of the ledger, which takes a step once more by hand."""

from tests.planted.fault import Fault

SHARES = "core/ledger/batch_shares.py"
REPLAY = "core/ledger/batch_replay.py"
STEP = "core/ledger/optimizer_step.py"
TAKEN = "core/ledger/taken_step.py"

FAULTS = (
    Fault(SHARES, "total + l2 * value, f", "total, f", "weight decay is missing in the sum"),
    Fault(SHARES, "total * clip_factor, f", "total, f", "the clip factor is forgotten"),
    Fault(SHARES, "own_target, len(x) / count)", "own_target, 1.0)",
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
)  # fmt: skip
