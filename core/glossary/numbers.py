"""The words for what a network is made of and what flows through it."""

from __future__ import annotations

from core.glossary.word import Word

NUMBERS = (
    Word(
        "input",
        "The image as the network reads it. On a page of the ledger: the number that a weight "
        "is multiplied with.",
        "0 (no ink) to 1 (full ink)",
        "core/training/gradient_step.py: GradientStep.cut",
        "x = pixel / 255",
        also=("pixel",),
    ),
    Word(
        "activation",
        "A number that a layer puts out for the shown sample.",
        "none",
        "core/trace.py: trace_sample",
        also=("activations", "output"),
    ),
    Word(
        "z",
        "What a layer with weights puts out, before any activation function.",
        "none",
        "core/layers/conv2d.py: Conv2D.forward",
        "z = Σ x · w + b",
    ),
    Word(
        "feature map",
        "The outputs of one filter at all places of the image: where it found its pattern.",
        "none",
        "core/layers/conv2d.py: Conv2D.forward",
        also=("feature maps", "map", "channel"),
    ),
    Word(
        "filter",
        "A small grid of weights that slides over the maps below and makes one map of its own.",
        "indices as in the code beside them",
        "core/layers/conv2d.py: Conv2D",
        "y[p, q] = Σ x[p·s + i, q·s + j, c] · w[i, j, c] + b",
        also=("filters", "kernel", "input channel"),
    ),
    Word(
        "unit",
        "One neuron of a layer without places: it adds up all inputs, each times its weight.",
        "",
        "core/layers/dense.py: Dense.forward",
        "y[o] = Σ x[i] · w[i, o] + b[o]",
        also=("units",),
    ),
    Word(
        "weight",
        "A number that training changes: how much an input counts.",
        "none",
        "core/parameter.py: Parameter",
        also=("weights", "value", "parameter"),
    ),
    Word(
        "bias",
        "A weight that is added whatever the input is.",
        "none",
        "core/parameter.py: Parameter",
        "y = … + b",
        also=("+ bias",),
    ),
    Word(
        "trainable parameters",
        "How many weights and biases training can change.",
        "numbers",
        "core/network.py: Network.named_parameters",
    ),
    Word(
        "shape",
        "Rows × columns × channels of what a layer puts out for one image; a single number for "
        "a row of units.",
        "numbers along each side",
        "core/network_spec.py: NetworkSpec.outline",
    ),
    Word(
        "score",
        "What the last layer with weights says for each class, before softmax turns it into "
        "a probability.",
        "none; only differences count",
        "core/layers/dense.py: Dense.forward",
        "z[k] = Σ x[i] · w[i, k] + b[k]",
        also=("scores",),
    ),
    Word(
        "probability",
        "The share of certainty that the network gives a class; all classes together make 1.",
        "0 to 100 %",
        "core/layers/softmax.py: Softmax.forward",
        "p[k] = e^z[k] / Σ e^z[j]",
        also=("probabilities", "p"),
    ),
    Word(
        "class",
        "What an image can be. Classes are called by their own names: class 7 is the digit 7.",
        "",
        "core/datasets/dataset.py: Dataset",
        also=("true class", "any"),
    ),
    Word(
        "gradient",
        "How much the loss would grow if this number grew by a little. Training goes against "
        "it. Written dL/dx, or δ in formulas.",
        "change of the loss for each 1 of the number",
        "core/layers/chain.py: backward_through",
        "δ = dL/dy;  dL/dx = Σ δ · dy/dx",
        also=(
            "gradients",
            "blame",
            "δ",
            "dl/dw",
            "dl/dx",
            "dl/dy",
            "dl/dz",
            "backward",
            "arriving",
            "routed",
        ),
    ),
    Word(
        "change",
        "What training did to a weight: in the last batch, or since the first step.",
        "as the weight itself",
        "core/inspection/weight_quantity.py: weight_numbers",
        "Δw = w now − w before",
        also=("what changed", "δw"),
    ),
    Word(
        "scale",
        "Which number gets the full colour: the largest of a tile, of a layer, or of all "
        "layers. Orange is below 0, blue above 0.",
        "as the numbers themselves",
        "core/inspection/magnitude.py: largest_magnitude",
        "limit = max |x|",
        also=("scale per", "tile", "layer", "network"),
    ),
    Word(
        "receptive field",
        "The pixels that can change a number; everything outside has no part in it.",
        "rows × columns",
        "core/anatomy/receptive_field.py: receptive_field",
    ),
    Word(
        "gate",
        "Where a ReLU lets its input pass: it is open where the input is above 0. Gradients "
        "come back through open gates only.",
        "open or closed",
        "core/inspection/survival.py: Survival.of",
        "open where x > 0",
    ),
    Word(
        "survival",
        "At which places the gradient reaches the filter again: where the ReLU was open and "
        "the pooling took the number.",
        "share of the positions",
        "core/inspection/survival.py: Survival.of",
    ),
    Word(
        "winner",
        "The largest number of a pooling window. It alone goes on, and it alone gets the "
        "gradient; of equals the first wins.",
        "as the numbers themselves",
        "core/layers/max_pool2d.py: MaxPool2D.forward",
        "y = max over the window",
    ),
    Word(
        "margin",
        "By how much the winner of a pooling window is larger than the runner-up.",
        "as the numbers themselves",
        "core/inspection/pool_margins.py: PoolMargins.of",
        "largest − second largest",
    ),
    Word(
        "window",
        "The cells that one output reads: as large as the kernel, moved on by the stride.",
        "",
        "core/anatomy/windows.py: Windows.window",
    ),
    Word(
        "least",
        "The smallest number of the map.",
        "as the numbers themselves",
        "core/inspection/magnitude.py: largest_magnitude",
        "min x",
        also=("min",),
    ),
    Word(
        "most",
        "The largest number of the map.",
        "as the numbers themselves",
        "core/inspection/magnitude.py: largest_magnitude",
        "max x",
        also=("max",),
    ),
    Word(
        "mean",
        "The numbers of the map added up, divided by how many there are.",
        "as the numbers themselves",
        "core/inspection/magnitude.py: largest_magnitude",
        "Σ x / n",
    ),
    Word(
        "zeros",
        "Which share of the numbers is exactly 0: behind a ReLU, where its gate was closed.",
        "0 to 100 %",
        "core/layers/relu.py: ReLU.forward",
    ),
)
