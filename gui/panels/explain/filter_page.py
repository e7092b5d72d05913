"""What the selected filter or unit answers to most strongly, found and made up."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.anatomy.map_chain import channel_source
from core.datasets.sample import Part
from core.explanation.class_score import Target
from core.explanation.liked_input import FORMULA, RULE
from core.figures.figure import Figure
from core.index_words import one_of_words
from core.inspection.moment import Moment
from gui.panels.explain.ascent_view import AscentView
from gui.panels.explain.asking_page import AskingPage
from gui.panels.explain.explain_page import scrolled
from gui.panels.explain.filter_likes import FilterLikes, likes_finding
from gui.panels.explain.kept_answers import KeptAnswers
from gui.panels.explain.likes_request import LikesRequest
from gui.panels.explain.mapped_images import PART_WORDS
from gui.panels.explain.paper_figure import likes_figure
from gui.panels.explain.patches_view import PatchesView
from gui.panels.shown_unit import ShownUnit, layer_within
from gui.state.lab_state import LabState
from gui.state.selection import Unit
from gui.widgets.channel_chooser import ChannelChooser
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.icon_button import IconButton
from gui.widgets.layer_chooser import LayerChooser
from gui.widgets.notice_stack import NoticeStack
from gui.widgets.read_out import ReadOut
from gui.widgets.thin_progress import ThinProgress

KEPT = 16
GAP = 24
WITH_RULE = 380  # its height from which the rule stands below; the title's tip has it, too
SIDE_BY_SIDE = 560  # panel width from which found and made up stand side by side
NO_WEIGHTS = "This network has no layer with filters or units of its own."
NO_DATA = "The strongest answers are looked for among images, and none are loaded yet."
HINT = "Point at an image to read the answer; click it to show it in every panel."
CANCEL, AGAIN = "Cancel", "Look again"
PARTS = (Part.TEST, Part.VALIDATION, Part.TRAIN)


class FilterPage(AskingPage[LikesRequest, FilterLikes]):
    """Follows the selected filter; shows its nine strongest answers and what it likes.

    Parameters
    ----------
    state : LabState
    """

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        answers = KeptAnswers(likes_finding(), name="what a filter likes", kept=KEPT)
        super().__init__(state, "explain_panel_filter", answers, parent)
        self._unit = ShownUnit()
        self._build()
        answers.advanced.connect(self._on_advanced)
        state.data.changed.connect(self.stale)

    @property
    def patches(self) -> PatchesView:
        """What was found."""
        return self._patches

    @property
    def ascent(self) -> AscentView:
        """What was made up."""
        return self._ascent

    def rest(self) -> None:
        self._ascent.stop()
        super().rest()
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= SIDE_BY_SIDE
        self._sides.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._rule.setVisible(self.height() >= WITH_RULE)

    def _figure(self, request: LikesRequest, answer: FilterLikes) -> Figure:
        return likes_figure(request, answer)

    def _request(self, moment: Moment, target: Target) -> LikesRequest | None:
        layers = [
            one
            for one in moment.outlines
            if one.spec.SLIDES_FILTERS or one.spec.SUMS_ALL_INPUTS
        ]
        data = self._state.data
        part = next((one for one in PARTS if one in data.parts()), None)
        if not layers or part is None:
            self._stack.show_notice(NO_DATA if layers else NO_WEIGHTS)
            return None
        selected = self._state.selection.unit
        layer = channel_source(moment.outlines, layer_within(moment.outlines, selected.layer))
        offered = [one.position for one in layers]
        self._unit.follow(layer, offered, selected.channel)
        outline = moment.outlines[self._unit.layer]
        units = outline.output_shape[-1]
        self._unit.keep_within(units)
        self._layers.offer(layers, self._unit.layer)
        noun = "filter" if outline.spec.SLIDES_FILTERS else "unit"
        self._channels.offer(units, self._unit.channel, noun)
        return LikesRequest(
            moment,
            self._unit.layer,
            self._unit.channel,
            part,
            data.images(part),
            data.rows(part),
        )

    def _show(self, request: LikesRequest) -> None:
        self._show_state()
        shown = self._shown
        slides = request.moment.outlines[request.layer].spec.SLIDES_FILTERS
        units = request.moment.outlines[request.layer].output_shape[-1]
        noun = "Filter" if slides else "Unit"
        of = f"{PART_WORDS[request.part]} images"
        which = one_of_words(noun, request.channel, units)
        self._title.setText(f"{which}: strongest answers among {len(request.rows):,} {of}")
        if shown is None or shown[0].images is not request.images:
            self._shown = None
            return
        before, likes = shown
        images = before.images.images
        pictures = tuple(images[before.rows[index]] for index in likes.indices)
        self._patches.show_likes(likes, pictures)
        self._ascent.show_liked(likes.liked)
        is_faded = before.key != request.key
        for picture in (self._patches, self._ascent):
            picture.set_faded(is_faded=is_faded)
        remark = likes.missing or ("" if likes.liked is None else likes.liked.remark)
        self._missing.setText(remark)
        self._missing.setVisible(bool(remark))
        set_dynamic_property(self._missing, "role", "warning" if likes.missing else "muted")
        self._on_moved()

    def _refuse(self, why: str) -> None:
        self._show_state()
        super()._refuse(why)

    def _show_state(self) -> None:
        is_busy = self._answers.is_busy
        self._progress.setVisible(is_busy)
        self._button.setText(AGAIN if self.is_given_up else CANCEL)
        self._button.setVisible(is_busy or self.is_given_up)

    @Slot(object, object)
    def _on_advanced(self, _request: LikesRequest, share: float) -> None:
        self._progress.show_share(share)

    @Slot(int)
    def _on_layer(self, layer: int) -> None:
        self._state.selection.select(Unit(layer, 0))

    @Slot(int)
    def _on_channel(self, channel: int) -> None:
        self._state.selection.select(Unit(self._unit.layer, channel))

    @Slot(int)
    def _on_pointed(self, at: int) -> None:
        if at < 0:
            self._read_out.show_hint()
        else:
            self._read_out.show_text(self._patches.sentence(at))

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        """Show the image in every panel, with the answer selected."""
        if self._shown is None:
            return
        request, likes = self._shown
        data = self._state.data
        if request.part not in data.parts() or data.rows(request.part) is not request.rows:
            return
        self._state.sample.show(data.sample(request.part, likes.indices[at]))
        place = likes.cells[at] if likes.boxes[at] is not None else (None, None)
        self._state.selection.ask(Unit(request.layer, request.channel, *place))

    @Slot()
    def _on_moved(self) -> None:
        self._steps.show_text(self._ascent.sentence())
        is_playing = self._ascent.is_playing
        icon, text = ("pause", "Stop") if is_playing else ("play", "Play the ascent")
        self._play.show_icon(icon, text)
        self._play.setEnabled(self._shown is not None and self._shown[1].liked is not None)

    @Slot()
    def _on_play(self) -> None:
        if self._ascent.is_playing:
            self._ascent.stop()
        else:
            self._ascent.play()

    @Slot()
    def _on_button(self) -> None:
        if self._answers.is_busy:
            self.give_up()
        else:
            self.ask_again()

    def _build(self) -> None:
        name, theme = self.objectName(), self._state.theme
        self._layers = LayerChooser(f"{name}_layer", "The layer of the filter or unit.")
        self._layers.chosen.connect(self._on_layer)
        self._channels = ChannelChooser(
            theme, f"{name}_unit", "filter", "A click on a filter in Filters chooses it, too."
        )
        self._channels.chosen.connect(self._on_channel)
        self._button = QPushButton(CANCEL)
        self._button.setObjectName(f"{name}_cancel")
        self._button.setToolTip("Look for no answers, or look after all.")
        self._button.clicked.connect(self._on_button)
        self._progress = ThinProgress(f"{name}_progress", "Looked at so far")
        for hidden in (self._button, self._progress):
            policy = hidden.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # so that nothing moves
            hidden.setSizePolicy(policy)
            hidden.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self._layers, self._channels):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._button)
        body = QWidget()
        self._stack = NoticeStack(body, scrolled(self._sides_of(name)), f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 0, 3, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._progress)
        column.addWidget(body, 1)

    def _sides_of(self, name: str) -> QWidget:
        """Return found and made up, side by side."""
        theme, view = self._state.theme, QWidget()
        self._patches = PatchesView(theme, f"{name}_patches")
        self._patches.pointed.connect(self._on_pointed)
        self._patches.chosen.connect(self._on_chosen)
        self._ascent = AscentView(theme, f"{name}_ascent")
        self._ascent.moved.connect(self._on_moved)
        self._read_out = ReadOut(f"{name}_read_out", HINT)
        self._title = _label(f"{name}_title", "title")
        made = _label(f"{name}_made_title", "title")
        made.setText("Made up for it")
        made.setToolTip(f"{RULE}\n{FORMULA}")
        self._steps = ReadOut(f"{name}_steps", "")
        rule = self._rule = _label(f"{name}_rule", "muted")
        rule.setText(RULE)
        rule.setToolTip(FORMULA)
        self._missing = _label(f"{name}_missing", "warning")
        for label in (rule, self._missing, self._title):
            label.setWordWrap(True)
        self._missing.hide()
        self._play = IconButton("play", "Play the ascent", theme, name=f"{name}_play")
        self._play.clicked.connect(self._on_play)
        found, right, head = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(made, 1)
        head.addWidget(self._play)
        for column, parts in (
            (found, (self._title, self._patches, self._read_out)),
            (right, (self._missing, self._ascent, self._steps, rule)),
        ):
            column.setSpacing(4)
            if column is right:
                column.addLayout(head)
            for part in parts:
                column.addWidget(part, int(part in (self._patches, self._ascent)))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, view)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(GAP)
        self._sides.addLayout(found, 3)
        self._sides.addLayout(right, 2)
        return view


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
