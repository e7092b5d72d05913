"""Faults of maps of the data, of paths, and of what filters like."""

from tests.planted.fault import Fault

AXES = "core/data_map/principal_axes.py"
LAYOUT = "core/data_map/neighbour_layout.py"
NUMBERS = "core/data_map/layer_numbers.py"
MAP = "core/data_map/data_map.py"
PATCHES = "core/explanation/favourite_patches.py"
LIKED = "core/explanation/liked_input.py"
ANSWER = "core/explanation/unit_answer.py"
PATH = "core/explanation/integrated_path.py"

FAULTS = (
    Fault(AXES, "np.where(sign < 0, -1.0, 1.0)", "1.0", "axes have any sign"),
    Fault(AXES, "sizes = np.sqrt(np.maximum(values[::-1][:count], 0))",
          "sizes = np.maximum(values[::-1][:count], 0)", "places are not in the units of x"),
    Fault(AXES, "np.where(agree < 0, -1.0, 1.0)", "1.0", "a map turns round between two steps"),
    Fault(NUMBERS, "network.layers[: layer + 1]:", "network.layers[:layer]:",
          "the map is of the layer before"),
    Fault(LAYOUT, "first.copy() if goes_on else _small(first)", "_small(first)",
          "points jump to a new map instead of travelling"),
    Fault(LAYOUT, "advance(done / len(rounds), layout)", "pass", "t-SNE cannot be cancelled"),
    Fault(MAP, "np.arange(images) * count // images", "np.arange(images)",
          "only the first images are mapped"),
    Fault(PATCHES, 'np.argsort(-values, axis=0, kind="stable")', "np.argsort(values, axis=0)",
          "the weakest answers pass for the strongest"),
    Fault(PATCHES, "np.arange(start, start + len(shard))", "np.arange(len(shard))",
          "images of later parts get the index of earlier ones"),
    Fault(LIKED, "x + STEP * gradient", "x - STEP * gradient", "the ascent goes down"),
    Fault(LIKED, "x = np.clip(x, 0, 1)", "pass", "there is more than full ink"),
    Fault(ANSWER, "= 1 / len(counted)", "= 1", "the gradient is of the sum, not of the mean"),
    Fault(ANSWER, "np.argsort(-answers", "np.argsort(answers", "the weakest answers count"),
    Fault(PATH, "path_shares(steps), check", "shares[1:], check",
          "slopes are taken at the ends of the steps"),
)  # fmt: skip
