"""All ways to explain a score, in the order they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.explanation.grad_cam import GradCAM
from core.explanation.gradient import Gradient
from core.explanation.gradient_x_input import GradientXInput
from core.explanation.guided_backprop import GuidedBackprop
from core.explanation.integrated_gradients import IntegratedGradients
from core.explanation.method import ExplanationMethod
from core.explanation.occlusion import Occlusion
from core.explanation.smooth_grad import SmoothGrad

EXPLANATION_METHODS: Mapping[str, ExplanationMethod] = MappingProxyType(
    {
        method.NAME: method
        for method in (
            Gradient(),
            GradientXInput(),
            SmoothGrad(),
            IntegratedGradients(),
            GuidedBackprop(),
            GradCAM(),
            Occlusion(),
        )
    }
)
