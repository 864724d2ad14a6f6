"""Which actions make sense at present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tryon.ui.kit.actions import Actions

if TYPE_CHECKING:
    from tryon.ui.room.fitting_room import FittingRoom


def enable_actions(actions: Actions, room: FittingRoom | None) -> None:
    """Enable what can be done to what is open, and disable the rest; None while nothing can be."""
    state = None if room is None else room.state
    is_staging = room is not None and room.is_staging
    is_waiting = is_staging or (room is not None and room.is_parsing_again)
    has_photo = state is not None and state.photo is not None
    has_garments = bool(state and state.worn) and not is_staging
    parse = None if state is None else state.parse
    actions.undo.setEnabled(is_waiting or (room is not None and room.editor.can_undo))
    actions.redo.setEnabled(not is_waiting and room is not None and room.editor.can_redo)
    for action in (actions.export, actions.export_again, actions.copy_picture):
        action.setEnabled(has_photo and not is_staging)
    for action in (actions.save, actions.save_as):
        action.setEnabled(has_photo and not is_staging)
    for action in (actions.share_before_after, actions.share_slider):
        action.setEnabled(has_garments)
    for action in (actions.share_animation, actions.share_tinted, actions.share_guessed):
        action.setEnabled(has_garments)
    for action in (actions.fit, actions.actual_size, actions.zoom_in, actions.zoom_out):
        action.setEnabled(has_photo or is_staging)
    for action in (actions.take_off, actions.reset, actions.adjust, actions.sizes):
        action.setEnabled(has_garments and not is_waiting)
    actions.ruler.setEnabled(bool(parse and parse.people) and not is_waiting)
    actions.split.setEnabled(has_garments)
    actions.correct_points.setEnabled(not is_waiting)
    actions.wall.setEnabled(bool(parse and parse.people) and not is_staging)
    actions.correct_parse.setEnabled(parse is not None and not is_waiting)
