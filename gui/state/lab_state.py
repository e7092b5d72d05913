"""What every panel is handed."""

from __future__ import annotations

from dataclasses import dataclass, field

from gui.state.drawing import Drawing
from gui.state.dropout_lens import DropoutLens
from gui.state.experiment_document import ExperimentDocument
from gui.state.loaded_data import LoadedData
from gui.state.moment import CurrentMoment
from gui.state.phase_player import PhasePlayer
from gui.state.run_curves import RunCurves
from gui.state.sample import CurrentSample
from gui.state.score_question import ScoreQuestion
from gui.state.selection import Selection
from gui.state.sweep_space import SweepSpace
from gui.state.teaching import Teaching
from gui.state.timeline import Timeline
from gui.state.trail import Trail
from gui.state.twins import Twins
from gui.state.what_if import WhatIf
from gui.theme.theme import CurrentTheme


@dataclass(frozen=True, slots=True)
class LabState:
    """The shared objects that panels observe: one of each."""

    experiment: ExperimentDocument
    data: LoadedData
    sample: CurrentSample
    selection: Selection
    moment: CurrentMoment
    theme: CurrentTheme
    trail: Trail
    timeline: Timeline
    phases: PhasePlayer
    curves: RunCurves = field(default_factory=RunCurves)
    dropout: DropoutLens = field(default_factory=DropoutLens)
    question: ScoreQuestion = field(default_factory=ScoreQuestion)
    drawing: Drawing = field(default_factory=Drawing)
    teaching: Teaching = field(default_factory=Teaching)
    sweep_space: SweepSpace = field(default_factory=SweepSpace)
    twins: Twins = field(default_factory=Twins)
    what_if: WhatIf = field(default_factory=WhatIf)
