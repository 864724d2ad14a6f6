"""Which actions make sense at present."""

from __future__ import annotations

from tryon.ui.kit.actions import Actions
from tryon.ui.room.fitting_room import FittingRoom


def enable_actions(actions: Actions, room: FittingRoom) -> None:
    """Enable what can be done to what is open, and disable the rest."""
    state, editor = room.state, room.editor
    is_staging = room.is_staging
    is_waiting = is_staging or room.is_parsing_again
    has_photo = state.photo is not None
    has_garments = bool(state.worn) and not is_staging
    actions.undo.setEnabled(editor.can_undo or is_waiting)
    actions.redo.setEnabled(editor.can_redo and not is_waiting)
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
    actions.ruler.setEnabled(bool(state.parse and state.parse.people) and not is_waiting)
    actions.split.setEnabled(has_garments)
    actions.correct_points.setEnabled(not is_waiting)
    actions.wall.setEnabled(bool(state.parse and state.parse.people) and not is_staging)
    actions.correct_parse.setEnabled(state.parse is not None and not is_waiting)
