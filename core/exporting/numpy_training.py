"""How a network is trained further, as lines of a script that needs NumPy alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields
from types import ModuleType
from typing import Any

from core.exporting.script_exporter import PREDICTING
from core.exporting.trained_model import FULL_INK, TrainedModel
from core.ledger.exports.book_source import book_sources
from core.losses.catalog import LOSSES
from core.network_spec import LayerOutline
from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES
from core.weight_paths import kept_zeros

_TRAINING = '''
# Every layer in turn: its way forward and back, the beginning of the names of its arrays, which
# of them are trained and which are gathered, settings, channels that are set to 0, channels
# that stay as they are, and the share of the weight that is pulled to 0.
LAYERS = [
{layers}
]
EPOCHS, BATCH_SIZE, CLIP = {epochs}, {batch}, {clip}
PRUNED = {pruned}  # arrays in which what is 0 stays 0


def train(images, labels, epochs=EPOCHS, seed=0):
    """Train the stored weights further, and store them."""
    with np.load(WEIGHTS) as stored:
        w = {{name: stored[name] for name in stored.files}}
    images = np.asarray(images).reshape(-1, *{shape})
    rng, kept, step = np.random.default_rng(seed), {{}}, 0
    size = BATCH_SIZE or len(images)
    for epoch in range(epochs):
        order, losses = rng.permutation(len(images)), []
        for at in range(0, len(images), size):
            rows, step = order[at : at + size], step + 1
            x = images[rows].astype(np.float32) / np.float32({ink})
            losses.append(train_step(w, kept, x, labels[rows], step, rng) * len(rows))
        print(f"epoch {{epoch + 1}}: loss {{sum(losses) / len(images):.6f}}", flush=True)
    np.savez(WEIGHTS, **w)


def train_step(w, kept, x, labels, step, rng):
    """Take step number `step`, from 1, with numbers from 0 to 1; return the loss before it."""
    inputs, given = [], []
    for forward, _, name, trained, gathered, settings, silenced, _, l2 in LAYERS:
        own = {{one: w[name + one] for one in trained}} | settings
        if gathered and l2 is None:  # a frozen layer goes by what it gathered
            own["running"] = {{one: w[name + one] for one in gathered}}
        if "rate" in settings:
            own["mask"] = rng.random(x.shape) >= settings["rate"]
        inputs.append(x)
        given.append(own)
        x = forward(x, **own)
        if silenced:
            x = x.copy()
            x[..., silenced] = 0
    value, gradient = {value}, {gradient}
    gradients = {{}}
    for layer, x, own in zip(LAYERS[::-1], inputs[::-1], given[::-1]):
        _, backward, name, trained, gathered, settings, silenced, _, l2 = layer
        if silenced:
            gradient = gradient.copy()
            gradient[..., silenced] = 0
        gradient, of_arrays = backward(gradient, x, **own)
        if trained and l2 is not None:
            gradients |= {{name + one: each for one, each in of_arrays.items()}}
            if l2:
                gradients[name + "weight"] = of_arrays["weight"] + l2 * own["weight"]
{gather}    length = np.sqrt(sum(float((each**2).sum()) for each in gradients.values()))
    shorter = CLIP / length if CLIP is not None and length > CLIP else 1
    still = {{layer[2]: layer[7] for layer in LAYERS}}
    for path, each in gradients.items():
        before, units = w[path], still[path.rpartition(".")[0] + "."]
        memory = kept.get(path) or {{name: np.zeros_like(before) for name in {keeps}}}
        after, kept[path] = {kind}_step(before, each * shorter, {step}**memory, **{settings})
        w[path] = after.astype(np.float32)
        w[path][..., units] = before[..., units]
        if path in PRUNED:
            w[path][before == 0] = 0
    return value
'''
_GATHER = """        if gathered and l2 is not None:
            running = {one: w[name + one] for one in gathered}
            for one, array in batch_norm_gather(x, running, MOMENTA[name]).items():
                w[name + one] = array
"""
MAIN = (
    """

def main(arguments):
    if arguments[:1] == ["train"] and len(arguments) in (2, 3):
        with np.load(arguments[1]) as data:
            train(data["images"], data["labels"], *map(int, arguments[2:]))
        return
    if arguments[:1] == ["predict"]:
        arguments = arguments[1:]
    if len(arguments) not in (1, 2):
        sys.exit(f"usage: python {Path(__file__).name} [predict] IMAGES.npy [OUTPUTS.npy], or "
                 "train DATA.npz [EPOCHS]")
"""
    + PREDICTING
)


def training_lines(model: TrainedModel) -> str:
    """Return the source of ``train(images, labels)`` and all that it calls.

    It calls functions of the textbook by the names that `book_sources` gives them; those of
    the ways forward have to stand there already.
    """
    experiment = model.experiment
    loss = LOSS_PAGES[experiment.loss]
    # from the scores, where loss and last layer are one
    is_fused = hasattr(loss, "gradient_of_logits") and (
        model.outlines[-1].spec.KIND in LOSSES[experiment.loss].LAST_LAYERS
    )
    outlines = model.outlines[:-1] if is_fused else model.outlines
    pages = {one.spec.KIND: LAYER_PAGES[one.spec.KIND] for one in outlines}
    ending = "_of_logits" if is_fused else ""
    optimizer = OPTIMIZER_PAGES[experiment.optimizer.KIND]
    wanted = inspect.signature(optimizer.step).parameters
    settings = {
        one.name: getattr(experiment.optimizer, one.name)
        for one in fields(experiment.optimizer)
        if one.name in wanted
    }
    keeps = [
        name for name in wanted if name not in {"value", "gradient", "step_count", *settings}
    ]
    sources = [
        book_sources(pages.values(), "backward"),
        book_sources([loss], f"value{ending}"),
        book_sources([loss], f"gradient{ending}"),
        book_sources([optimizer], "step"),
    ]
    norms = [one for one in outlines if hasattr(LAYER_PAGES[one.spec.KIND], "gather")]
    if norms:
        sources.append(book_sources([LAYER_PAGES[norms[0].spec.KIND]], "gather"))
        momenta = {_name(one): getattr(one.spec, "momentum", 0.9) for one in norms}
        sources.append(f"MOMENTA = {momenta}\n")
    rest = _smoothing(loss, f"gradient{ending}", experiment.label_smoothing)
    name = experiment.loss
    return "\n\n" + "\n\n".join(sources) + _TRAINING.format(
        layers="\n".join(f"    {line}," for line in map(_layer, outlines)),
        epochs=experiment.epochs,
        batch=experiment.batch_size,
        clip=experiment.clip_norm,
        pruned=kept_zeros(outlines),
        shape=experiment.network.input_shape,
        ink=FULL_INK,
        value=f"{name}_value{ending}(x, labels{rest})",
        gradient=f"{name}_gradient{ending}(x, labels{rest})",
        gather=_GATHER if norms else "",
        keeps=keeps,
        kind=experiment.optimizer.KIND,
        step="step_count=step, " if "step_count" in wanted else "",
        settings=settings,
    )  # fmt: skip


def _smoothing(loss: ModuleType, function: str, share: float) -> str:
    is_wanted = "label_smoothing" in inspect.signature(getattr(loss, function)).parameters
    return f", {share!r}" if is_wanted else ""


def _name(outline: LayerOutline) -> str:
    return f"{outline.position}.{outline.spec.KIND}."


def _layer(outline: LayerOutline) -> str:
    """Return a layer as a line of the list."""
    spec = outline.spec
    trained = tuple(spec.parameter_shapes(outline.input_shape))
    gathered = tuple(_gathered(outline))
    page = LAYER_PAGES[spec.KIND]
    wanted = inspect.signature(page.backward).parameters
    settings: dict[str, Any] = {
        one.name: getattr(spec, one.name) for one in fields(spec) if one.name in wanted
    }
    l2 = None if spec.is_frozen else float(getattr(spec, "l2", 0.0))
    return (
        f"({spec.KIND}_forward, {spec.KIND}_backward, {_name(outline)!r}, {trained}, "
        f"{gathered}, {settings}, {list(outline.silenced)}, {list(outline.frozen_units)}, {l2})"
    )


def _gathered(outline: LayerOutline) -> Iterator[str]:
    if hasattr(LAYER_PAGES[outline.spec.KIND], "gather"):
        yield from outline.spec.state_shapes(outline.input_shape)
