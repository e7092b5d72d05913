"""Describe a network without building it: what panels edit and files store."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.errors import LayerSpecError, ShapeError, SpecError
from core.fields import WholeNumber, YesOrNo, accepted
from core.index_words import index_words
from core.json_text import parse_json_object, refuse_unknown_keys
from core.layers.base import Layer
from core.layers.catalog import LAYER_KINDS
from core.layers.silenced import Silenced
from core.layers.spec import LayerSpec
from core.network import Network
from core.spec_json import kind_from_dict, kind_to_dict

MAX_LAYERS = 64
MAX_PARAMETERS = 20_000_000
MAX_VALUES_PER_LAYER = 4_000_000
_SIDE = WholeNumber("Input", "One side of the input.", 1, 65_536)
_INDEX = WholeNumber("Index", "Of a layer, or of one of its channels.", 0, MAX_VALUES_PER_LAYER)

#: A channel of a layer's output: index of the layer, and of the channel.
Channel = tuple[int, int]
_CHANNELS = ("silenced", "frozen_units")
_KEEPS_ZEROS = YesOrNo("Zeros stay", "Weights that are 0 stay 0 in training.")


@dataclass(frozen=True, slots=True)
class LayerOutline:
    """What a layer turns its input into, without building it.

    Attributes
    ----------
    position : int
    spec : LayerSpec
    input_shape, output_shape : tuple of int
        Shapes of one sample.
    parameter_count : int
    silenced : tuple of int
        Channels of the output that are set to 0.
    frozen_units : tuple of int
        Channels whose weights training leaves as they are.
    keeps_zeros : bool
        Whether it multiplies its input by weights of which those that are 0 stay 0.
    """

    position: int
    spec: LayerSpec
    input_shape: Shape
    output_shape: Shape
    parameter_count: int
    silenced: tuple[int, ...] = ()
    frozen_units: tuple[int, ...] = ()
    keeps_zeros: bool = False


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """A chain of layers and the shape of one input sample.

    Every layer is checked on its own here; whether the chain fits is for `outline` to say,
    so that a form can hold a chain that does not fit *yet*.

    Attributes
    ----------
    input_shape : tuple
        ``(H, W, C)`` or ``(features,)``.
    layers : tuple of LayerSpec
    silenced : tuple of (int, int)
        Layers and channels whose output is set to 0, in order.
    frozen_units : tuple of (int, int)
        Layers and channels whose weights training leaves as they are, in order.
    keeps_zeros : bool
        Whether weights that are 0 stay 0 in training, of kernels and matrices: the network
        was pruned.  Biases are free.
    """

    input_shape: Shape
    layers: tuple[LayerSpec, ...]
    silenced: tuple[Channel, ...] = ()
    frozen_units: tuple[Channel, ...] = ()
    keeps_zeros: bool = False

    def __post_init__(self) -> None:
        shape: object = self.input_shape
        if not isinstance(shape, list | tuple) or len(shape) not in (1, 3):
            raise SpecError(
                f"network: input_shape must be [height, width, channels] or [features], "
                f"received {shape!r:.60}"
            )
        sides = tuple(accepted("network", "input_shape", _SIDE, side) for side in shape)
        if math.prod(sides) > MAX_VALUES_PER_LAYER:
            raise SpecError(f"network: an input of {math.prod(sides):,} values is too large")
        object.__setattr__(self, "input_shape", sides)
        object.__setattr__(self, "layers", tuple(self.layers))
        for name in _CHANNELS:
            object.__setattr__(self, name, _channels(name, getattr(self, name)))
        accepted("network", "keeps_zeros", _KEEPS_ZEROS, self.keeps_zeros)
        if len(self.layers) > MAX_LAYERS:
            raise SpecError(
                f"network: expected at most {MAX_LAYERS} layers, received {len(self.layers)}"
            )

    def outline(self) -> tuple[LayerOutline, ...]:
        """Return every layer's shapes and parameter count.

        Raises
        ------
        LayerSpecError
            For the first layer that does not fit its input, or is too large.
        """
        shape = self.input_shape
        outlines: list[LayerOutline] = []
        for position, layer in enumerate(self.layers):
            try:
                output_shape = layer.output_shape(shape)
            except ShapeError as error:
                reason = str(error).removeprefix(f"{layer.KIND}: ")
                raise LayerSpecError(position, layer.KIND, reason) from None
            count = layer.parameter_count(shape)
            if count > MAX_PARAMETERS or math.prod(output_shape) > MAX_VALUES_PER_LAYER:
                raise LayerSpecError(
                    position,
                    layer.KIND,
                    f"this layer would have {count:,} parameters and "
                    f"{math.prod(output_shape):,} outputs; at most {MAX_PARAMETERS:,} and "
                    f"{MAX_VALUES_PER_LAYER:,} are possible",
                )
            outlines.append(
                LayerOutline(
                    position,
                    layer,
                    shape,
                    output_shape,
                    count,
                    tuple(unit for at, unit in self.silenced if at == position),
                    tuple(unit for at, unit in self.frozen_units if at == position),
                    self.keeps_zeros and (layer.SLIDES_FILTERS or layer.SUMS_ALL_INPUTS),
                )
            )
            shape = output_shape
        _check_channels(self, outlines)
        return tuple(outlines)


def build_network(
    spec: NetworkSpec, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
) -> Network:
    """Build every layer in turn, each fitted to the output of the one before.

    Raises
    ------
    SpecError
        If there is no layer, or (as `LayerSpecError`) a layer does not fit.
    """
    if not spec.layers:
        raise SpecError("network: expected at least one layer, received none")
    return Network([_built(outline, rng, dtype) for outline in spec.outline()])


def network_spec_to_json(spec: NetworkSpec) -> str:
    """Return `spec` as JSON text that `network_spec_from_json` understands."""
    return json.dumps(network_spec_to_dict(spec), indent=2)


def network_spec_from_json(text: str) -> NetworkSpec:
    """Read a network from JSON text.

    Raises
    ------
    SpecError
        If the text is not a network; for a layer, as `LayerSpecError` with position, kind
        and reason.  A chain that does not fit together is refused too.
    """
    return network_spec_from_dict(parse_json_object(text, "network"))


def network_spec_to_dict(spec: NetworkSpec) -> dict[str, Any]:
    """Return plain data that `network_spec_from_dict` understands."""
    data: dict[str, Any] = {
        "input_shape": list(spec.input_shape),
        "layers": [layer_spec_to_dict(layer) for layer in spec.layers],
    }
    for name in _CHANNELS:  # left out where there are none, as they are in most networks
        if channels := getattr(spec, name):
            data[name] = [list(channel) for channel in channels]
    return data | ({"keeps_zeros": True} if spec.keeps_zeros else {})


def network_spec_from_dict(data: Mapping[str, Any]) -> NetworkSpec:
    """Read a network from plain data; see `network_spec_from_json`."""
    data = dict(data)
    refuse_unknown_keys(data, {"input_shape", "layers", *_CHANNELS, "keeps_zeros"}, "network")
    for key in ("input_shape", "layers"):
        if key not in data:
            raise SpecError(f"network: the key {key!r} is missing")
    if not isinstance(data["layers"], list) or not data["layers"]:
        raise SpecError("network: layers must be a list with at least one layer")
    if len(data["layers"]) > MAX_LAYERS:
        raise SpecError(
            f"network: expected at most {MAX_LAYERS} layers, received {len(data['layers'])}"
        )
    layers = tuple(
        layer_spec_from_dict(layer, position) for position, layer in enumerate(data["layers"])
    )
    channels = {name: data.get(name, ()) for name in _CHANNELS}
    zeros = data.get("keeps_zeros", False)
    spec = NetworkSpec(data["input_shape"], layers, **channels, keeps_zeros=zeros)
    spec.outline()
    return spec


def layer_spec_to_dict(spec: LayerSpec) -> dict[str, Any]:
    """Return plain data that `layer_spec_from_dict` understands."""
    return {name: _plain(value) for name, value in kind_to_dict(spec).items()}


def layer_spec_from_dict(data: object, position: int) -> LayerSpec:
    """Read one layer from plain data.

    Raises
    ------
    LayerSpecError
        If the kind is unknown, a key is unknown or missing, or a value is not accepted.
    """
    kind = data.get("kind") if isinstance(data, dict) else None
    owner = kind if isinstance(kind, str) and kind in LAYER_KINDS else "?"
    try:
        return kind_from_dict(LAYER_KINDS, data, owner)
    except SpecError as error:
        reason = str(error).removeprefix(f"{owner}: ")
        raise LayerSpecError(position, owner, reason) from None


def _plain(value: object) -> object:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def may_be_silenced(outlines: Sequence[LayerOutline], position: int) -> bool:
    """Return whether channels of a layer can be set to 0.

    Not behind a layer that couples samples, or picks or drops numbers; and the classes of the
    last layers are what the network says.
    """
    spec = outlines[position].spec
    is_plain = not (spec.COUPLES_SAMPLES or spec.PICKS_WINNERS or spec.DROPS_NUMBERS)
    return is_plain and not all(later.spec.KEEPS_UNITS for later in outlines[position + 1 :])


def _built(outline: LayerOutline, rng: np.random.Generator, dtype: DTypeLike) -> Layer:
    layer = outline.spec.build(outline.input_shape, rng=rng, dtype=dtype)
    for name, parameter in layer.parameters.items():
        parameter.frozen_units = outline.frozen_units
        parameter.keeps_zeros = outline.keeps_zeros and name == "weight"
    return Silenced(layer, outline.silenced) if outline.silenced else layer


def _channels(name: str, given: object) -> tuple[Channel, ...]:
    """Return layers and channels in order, each once."""
    if not isinstance(given, list | tuple):
        raise SpecError(f"network: {name} must be a list, received {given!r:.60}")
    pairs = set()
    for pair in given:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise SpecError(
                f"network: {name} must list [layer, channel], received {pair!r:.60}"
            )
        layer, channel = (accepted("network", name, _INDEX, index) for index in pair)
        pairs.add((layer, channel))
    return tuple(sorted(pairs))


def _check_channels(spec: NetworkSpec, outlines: Sequence[LayerOutline]) -> None:
    for name in _CHANNELS:
        for at, channel in getattr(spec, name):
            if at >= len(outlines):
                raise SpecError(f"network: {name}: there is no layer {index_words(at)}")
            outline = outlines[at]
            count = outline.output_shape[-1]
            if channel >= count:
                reason = f"{name}: expected one of {count:,} channels, received {channel:,}"
                raise LayerSpecError(at, outline.spec.KIND, reason)
            if name == "silenced" and not may_be_silenced(outlines, at):
                raise LayerSpecError(at, outline.spec.KIND, "this layer cannot be silenced")
            if name == "frozen_units" and not outline.parameter_count:
                raise LayerSpecError(at, outline.spec.KIND, "there is nothing to freeze")
