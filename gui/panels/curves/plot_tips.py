"""What the curves of each plot are."""

PLOT_TIPS = {
    "loss": (
        "Loss: how far the network's answers are from the true ones. 0 is perfect, unless "
        "weight decay is part of it, or labels are smoothed.\n"
        "batch: mean over the images of one step, before the step.\n"
        "smoothed: the same without its noise (about the last 20 steps count).\n"
        "train: mean over the images of an epoch, each judged when its batch was trained on: "
        "by the weights of that moment, with dropout.\n"
        "validation: mean over the held-back images, which are never trained on.\n"
        "The wheel zooms the steps; over the numbers at the left, the height. A drag along an\n"
        "axis shows that part, a double click all."
    ),
    "accuracy": (
        "Accuracy: the share of images whose largest output is the true class.\n"
        "batch: of the images of one step, before the step.\n"
        "smoothed: the same without its noise (about the last 20 steps count).\n"
        "train: of the images of an epoch, each judged when its batch was trained on: by the "
        "weights of that moment, with dropout.\n"
        "validation: of the held-back images, which are never trained on."
    ),
}
