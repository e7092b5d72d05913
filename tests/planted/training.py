"""Faults of a training step, its shards and its notes."""

from tests.planted.fault import Fault

WALK = "core/layers/coupled.py"
OBJECTIVE = "core/training/objective.py"
LOCKSTEP = "core/training/lockstep.py"
GRADIENT = "core/training/gradient_step.py"
TEAM = "core/training/shard_team.py"
WORKER = "core/training/shard_worker.py"
PLAN = "core/training/shard_plan.py"
NOTEBOOK = "core/training/step_notebook.py"
SESSION = "core/training/session.py"
JUDGING, NORM = "core/training/judging.py", "core/optimizers/gradient_norm.py"
SPLIT = "core/datasets/split.py"

FAULTS = (
    Fault(WALK, "shares = (share,)", "shares = (share, share)", "a batch counts twice"),
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
    Fault(TEAM, "total += gradient\n", "total[...] = gradient\n",
          "the last shard alone decides"),
    Fault(TEAM, "is_first=number == 0)\n        return", "is_first=False)\n        return",
          "coupled gradients pile up from step to step"),
    Fault(TEAM, "        self._principal.copy_state(self._workers[0])\n", "",
          "running statistics stay with the team"),
    Fault(TEAM, "worker.copy_state(self._principal)", "pass",
          "a team goes on from statistics of its own"),
    Fault(NOTEBOOK, "self.record, self._is_wanted = notes", "pass",
          "a step that was given up takes the record along"),
    Fault(SESSION, "self.progress.load_state(began_from)", "pass",
          "a step that was given up has begun an epoch"),
    Fault(SESSION, "            self.optimizer.learning_rate = rate\n", "",
          "a step that was given up leaves its learning rate"),
    Fault("core/training/whole_step.py", "        restore(session, before)\n", "",
          "a validation that is given up leaves its step half done"),
    Fault(WORKER, "        self.draws = shard.draws\n", "",
          "masks depend on which thread takes which shard"),
    Fault(WORKER, "copy.deepcopy(self._augmenter)", "None", "helpers see unchanged images"),
    Fault(PLAN, "max(self.size, -(-batch_size // MOST_COUPLED_SHARDS))", "self.size",
          "a full batch of coupled samples takes a worker for every few images"),
    Fault(NOTEBOOK, "replace(self._begun, clip_factor=clip_factor)", "self._begun",
          "the clip factor is not noted"),
    Fault(NOTEBOOK, "self.record = replace(", "self._begun = replace(self._begun, kept="
          "{n: a.copy() for n, a in self._optimizer.state().items()})\n"
          "            self.record = replace(",
          "the optimiser's memory is noted after the step"),
    Fault(SESSION,
          "        self.optimizer.learning_rate = self.base_rate * "
          "self.schedule.factor(self._clock())\n"
          "        self.notebook.begin(self.step + 1, rows)\n",
          "        self.notebook.begin(self.step + 1, rows)\n"
          "        self.optimizer.learning_rate = self.base_rate * "
          "self.schedule.factor(self._clock())\n",
          "the learning rate noted is that of another step"),
    Fault(GRADIENT, "loss += shard_loss * len(shard)", "loss += shard_loss * EVALUATION_SHARD",
          "a ragged last shard counts as a full one"),
    Fault(JUDGING, "        if session.best is not None:\n",
          "        if session.best is not None and progress.is_over:\n",
          "validations inside an epoch do not count for the best weights"),
    Fault(NORM, "if not norm > limit:", "if not norm > limit * 1.01:",
          "gradients a little too long are not clipped"),
    Fault(SPLIT, "held_back = round(count * validation_share)",
          "held_back = int(count * validation_share)", "the split cuts instead of rounding"),
    Fault(SESSION, "self._gradient_step.cut(rows[:MAX_EXAMINED], step - 1)",
          "self._gradient_step.cut(rows[:MAX_EXAMINED], step)",
          "a diverged batch is examined as it was never seen"),
)  # fmt: skip
