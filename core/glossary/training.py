"""The words for what training does and what is said about it."""

from __future__ import annotations

from core.glossary.word import Word

TRAINING = (
    Word(
        "loss",
        "How wrong the network is: 0 would be perfect. Training makes it smaller. Batch: of "
        "the images of one step. Validation: of images it does not learn from.",
        "none; for cross-entropy natural units of information",
        "core/training/objective.py: Objective.value_and_gradients",
        "L = −1/N · Σ log p(true class), for cross-entropy",
    ),
    Word(
        "accuracy",
        "Which share of the images is judged right: the largest output is the true class.",
        "0 to 100 %",
        "core/training/objective.py: count_right",
        "right / all",
        also=("best acc.", "acc."),
    ),
    Word(
        "validation",
        "Images that are held back from training, to see how well the network does on what it "
        "has not learned from.",
        "share of the images, or their accuracy",
        "core/training/judging.py: judge",
        also=("val", "best"),
    ),
    Word(
        "test",
        "Images that are used for nothing but the last judgement.",
        "",
        "core/datasets/dataset.py: Dataset",
    ),
    Word(
        "sample",
        "One image and its true class. Its number is its place in the test, validation or "
        "training part.",
        "",
        "core/datasets/sample.py: Sample",
        also=("image", "digit"),
    ),
    Word(
        "batch",
        "The images that one step learns from together: their mean gradient moves the weights.",
        "images",
        "core/training/gradient_step.py: GradientStep.gradients",
        "dL/dw = 1/N · Σ dLₙ/dw",
    ),
    Word(
        "step",
        "One change of all weights, from the gradient of one batch. Step 0 is before training.",
        "count",
        "core/training/session.py: TrainingSession.run_step",
        "w ← w − η · dL/dw, for SGD",
        also=("steps",),
    ),
    Word(
        "epoch",
        "Once through all training images.",
        "count",
        "core/training/session.py: TrainingSession.steps_per_epoch",
        "steps per epoch = images / batch size, rounded up",
    ),
    Word(
        "smoothed",
        "The mean of the latest batches, the newer the more they count; single batches jump.",
        "as the curve itself",
        "core/curves/smoothing.py: ExponentialSmoother.add",
        "m ← (1 − a) · m + a · x",
        also=("smooth",),
    ),
    Word(
        "images / s",
        "How many images are learned from each second, without validation.",
        "images per second",
        "core/training/session.py: TrainingSession.run",
        also=("images / s, slowed", "speed"),
    ),
    Word(
        "time left",
        "About how long the run takes to its last epoch.",
        "seconds, minutes or hours",
        "core/training/session.py: TrainingSession.total_steps",
        "steps to come / steps per second",
        also=("left",),
    ),
    Word(
        "live",
        "The window shows the newest step of the run, and every newer one as it comes.",
        "",
        "core/inspection/moment.py: Moment",
        also=("● live", "back to now"),
    ),
    Word(
        "branch",
        "A new run that begins at a step of this one, with other settings.",
        "",
        "core/documents/branching.py: branched_state",
        also=("branched at",),
    ),
    Word(
        "run",
        "One training from its first step on: settings, weights, curves and past, in one file.",
        "",
        "core/documents/run_document.py: RunDocument",
        also=("runs", "beside"),
    ),
    Word(
        "phase",
        "One thing that happens in a step: a layer forward, the loss, a layer backward, or the "
        "update of the weights.",
        "",
        "core/inspection/phases.py: phases_of",
        also=("phases",),
    ),
    Word(
        "update",
        "What the optimiser does to the weights at the end of a step.",
        "as the weights",
        "core/optimizers/base.py: Optimizer.step",
        "w ← w − η · dL/dw, for SGD",
    ),
    Word(
        "memory",
        "How much of the computer's memory the run needs: images, weights, and what is kept of "
        "its past.",
        "MB",
        "core/training/memory_estimate.py: estimate_memory",
    ),
    Word(
        "cos to start",
        "How alike a filter and its first values are in direction: 1 is the same, 0 has "
        "nothing in common with it.",
        "−1 to 1",
        "core/inspection/filter_film.py: cosine_to_start",
        "w · w₀ / (|w| |w₀|)",
        also=("film-strip",),
    ),
    Word(
        "page of the ledger",
        "How one number was made, or what it is blamed for: every product and sum, beside the "
        "number that is stored.",
        "as the number itself",
        "core/ledger/ledger.py: how_it_was_made",
        also=("ledger", "number", "product", "term"),
    ),
    Word(
        "stored",
        "The number as training holds it, in float32. The page computes it anew in float64; "
        "a tick says that both agree but for rounding.",
        "as the number itself",
        "core/ledger/page.py: Page",
        "|total − stored| ≤ 10⁻⁵ of the sizes that were added",
    ),
    Word(
        "blamed",
        "What a number did to the loss: its gradient, traced back from where it went.",
        "change of the loss for each 1 of the number",
        "core/ledger/ledger.py: what_it_was_blamed_for",
        "dL/dx = Σ δ · dy/dx",
    ),
    Word(
        "layers",
        "What the network is made of, in the order in which an image passes.",
        "",
        "core/network.py: Network.forward",
        also=("+ add layer",),
    ),
    Word(
        "data",
        "The images that are learned from, and how they are split.",
        "",
        "core/datasets/split.py: split_rows",
        also=("set",),
    ),
    Word(
        "training",
        "How the weights are found: by which loss, optimiser and number of images at a time.",
        "",
        "core/training/session.py: TrainingSession",
    ),
    Word(
        "optimiser",
        "The rule by which gradients change the weights.",
        "",
        "core/optimizers/base.py: Optimizer.step",
    ),
    Word(
        "schedule",
        "How the learning rate changes while the run goes on.",
        "",
        "core/schedules/base.py: ScheduleSpec",
    ),
    Word(
        "initialiser",
        "How the first weights are drawn at random.",
        "",
        "core/initializers/catalog.py: Initializer",
    ),
    Word(
        "stopping",
        "When the run ends before its last epoch.",
        "",
        "core/early_stopping_spec.py: EarlyStoppingSpec",
        also=("early stopping",),
    ),
    Word(
        "augmentation",
        "Training images are changed a little at random each time, so that there seem to be "
        "more of them.",
        "",
        "core/augmentation/augmenter.py: Augmenter",
    ),
    Word(
        "first weights",
        "Runs with the same letter began with the very same weights, bit for bit.",
        "",
        "core/random_streams.py: random_stream",
    ),
    Word(
        "start",
        "Training begins, at step 0.",
        "",
        "core/training/session.py: TrainingSession.run",
    ),
    Word(
        "pause",
        "Training waits between two steps. Nothing is lost; Resume trains further.",
        "",
        "core/documents/recording.py: Recording.save_now",
    ),
    Word(
        "resume",
        "A run is trained further from where it stands: after a pause, when it is complete, or "
        "once it is opened again.",
        "",
        "core/training/session_state.py: resumed_session",
    ),
    Word(
        "stop",
        "The run ends after this batch and is kept as it is then.",
        "",
        "core/documents/recording.py: Recording.end",
    ),
    Word(
        "restart",
        "The experiment as edited begins at step 0 again, with the same random numbers. The "
        "run before stays in its file.",
        "",
        "core/random_streams.py: random_stream",
        also=("restart (same seed)",),
    ),
)
