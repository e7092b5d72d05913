"""Describe a network without building it: what panels edit and files store."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.errors import LayerSpecError, ShapeError, SpecError
from core.fields import WholeNumber, accepted
from core.json_text import parse_json_object, refuse_unknown_keys
from core.layers.catalog import LAYER_KINDS
from core.layers.spec import LayerSpec
from core.network import Network
from core.spec_json import kind_from_dict, kind_to_dict

MAX_LAYERS = 64
MAX_PARAMETERS = 20_000_000
MAX_VALUES_PER_LAYER = 4_000_000
_SIDE = WholeNumber("Input", "One side of the input.", 1, 65_536)


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
    """

    position: int
    spec: LayerSpec
    input_shape: Shape
    output_shape: Shape
    parameter_count: int


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
    """

    input_shape: Shape
    layers: tuple[LayerSpec, ...]

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
            outlines.append(LayerOutline(position, layer, shape, output_shape, count))
            shape = output_shape
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
    return Network(
        [layer.spec.build(layer.input_shape, rng=rng, dtype=dtype) for layer in spec.outline()]
    )


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
    return {
        "input_shape": list(spec.input_shape),
        "layers": [layer_spec_to_dict(layer) for layer in spec.layers],
    }


def network_spec_from_dict(data: Mapping[str, Any]) -> NetworkSpec:
    """Read a network from plain data; see `network_spec_from_json`."""
    data = dict(data)
    refuse_unknown_keys(data, {"input_shape", "layers"}, "network")
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
    spec = NetworkSpec(data["input_shape"], layers)
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
