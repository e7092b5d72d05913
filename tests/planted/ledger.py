"""Faults of the ledger, which takes a step once more by hand."""

from tests.planted.fault import Fault

SHARES = "core/ledger/batch_shares.py"
REPLAY = "core/ledger/batch_replay.py"
ADAM = "core/ledger/optimizers/adam_entries.py"
ADAM_W = "core/ledger/optimizers/adam_w_entries.py"
NADAM = "core/ledger/optimizers/nadam_entries.py"
NESTEROV = "core/ledger/optimizers/nesterov_entries.py"
ADAGRAD = "core/ledger/optimizers/adagrad_entries.py"
TAKEN = "core/ledger/taken_step.py"

FAULTS = (
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
    Fault(ADAM, "mean = m / (1 - beta_1**t)", "mean = m / (1 - beta_1**(t + 1))",
          "the bias correction is that of the next step"),
    Fault(ADAM, "mean = m / (1 - beta_1**t)", "mean = m", "the bias correction is missing"),
    Fault(ADAM, "math.sqrt(s / (1 - beta_2**t)) + given", "math.sqrt(s) + given",
          "the squares are not corrected"),
    Fault(ADAM, '        beta_1, beta_2 = given["beta_1"], given["beta_2"]\n',
          '        beta_1, beta_2 = given["beta_1"], given["beta_2"]\n'
          '        g = g + given.get("decay", 0.0) * given["w"]\n',
          "decay is coupled to the gradient instead of decoupled"),
    Fault(ADAM_W, "step.total - decay,", "step.total,", "the decay of AdamW is forgotten"),
    Fault(NADAM, "momenta[t - 1], momenta[t]", "momenta[t], momenta[t]",
          "the momentum of this step is that of the next"),
    Fault(NESTEROV, "ahead = g + mu * velocity", "ahead = velocity",
          "Nesterov does not look ahead"),
    Fault(ADAGRAD, 'squares = given["s"] + g * g', "squares = g * g", "AdaGrad forgets"),
    Fault(TAKEN, "learning_rate=record.learning_rate", "learning_rate=base",
          "the schedule is forgotten"),
    Fault(TAKEN, "kept=record.kept", "kept=None", "the optimiser's memory is forgotten"),
    Fault(TAKEN, "step=record.optimizer_step", "step=record.optimizer_step + 1",
          "the step is counted once too often"),
)  # fmt: skip
