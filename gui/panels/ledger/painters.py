"""Which painter draws which row of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.difference_painters import (
    ChannelPartPainter,
    ClassChoicePainter,
    PartsPainter,
)
from gui.panels.ledger.difference_row import ChannelPartRow, ClassChoiceRow, PartsRow
from gui.panels.ledger.grid_painter import GridPainter
from gui.panels.ledger.line_painter import LinePainter, LinkPainter, MorePainter
from gui.panels.ledger.row_painter import RowPainter
from gui.panels.ledger.rows import (
    BadgeRow,
    CaptionRow,
    FormulaRow,
    GapRow,
    GridRow,
    LineRow,
    LinkRow,
    MoreRow,
    NoteRow,
    RuleRow,
    TermHeadRow,
    TermRow,
)
from gui.panels.ledger.share_painter import SharePainter
from gui.panels.ledger.share_row import ShareRow
from gui.panels.ledger.term_painter import TermHeadPainter, TermPainter
from gui.panels.ledger.text_painters import (
    BadgePainter,
    CaptionPainter,
    CodePainter,
    FormulaPainter,
    GapPainter,
    NotePainter,
    RulePainter,
)

PAINTERS: Mapping[type, RowPainter[Any]] = MappingProxyType(
    {
        BadgeRow: BadgePainter(),
        FormulaRow: FormulaPainter(),
        CaptionRow: CaptionPainter(),
        NoteRow: NotePainter(),
        RuleRow: RulePainter(),
        GapRow: GapPainter(),
        LineRow: LinePainter(),
        TermHeadRow: TermHeadPainter(),
        TermRow: TermPainter(),
        GridRow: GridPainter(),
        MoreRow: MorePainter(),
        LinkRow: LinkPainter(),
        ShareRow: SharePainter(),
        CodeRow: CodePainter(),
        ClassChoiceRow: ClassChoicePainter(),
        PartsRow: PartsPainter(),
        ChannelPartRow: ChannelPartPainter(),
    }
)
