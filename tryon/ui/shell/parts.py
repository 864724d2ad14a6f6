"""What a window is made of beyond its frame: in a module of its own, so that it loads later."""

from __future__ import annotations

from tryon.parsing.parser_source import ParserSource
from tryon.ui.adjust.adjust_panel import AdjustPanel
from tryon.ui.adjust.adjuster import Adjuster
from tryon.ui.adjust.handle_layer import HandleLayer
from tryon.ui.batch.batch_opener import BatchOpener
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.recent import RecentDocuments
from tryon.ui.outfits.outfit_actions import OutfitActions
from tryon.ui.parsers.parser_control import ParserControl
from tryon.ui.parsers.parser_settings import ParserSettings
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.shell.closing import Closing
from tryon.ui.shell.document_actions import DocumentActions
from tryon.ui.shell.garment_actions import GarmentActions
from tryon.ui.shell.help.help_actions import HelpActions
from tryon.ui.shell.history_panel import HistoryPanel
from tryon.ui.shell.photo.export_actions import ExportActions
from tryon.ui.shell.photo.photo_menu import PhotoMenu
from tryon.ui.shell.photo.picture_area import PictureArea
from tryon.ui.shell.photo.picture_copier import PictureCopier
from tryon.ui.shell.photo.picture_drop import PictureDrop
from tryon.ui.shell.photo.query_view import QueryView
from tryon.ui.shell.photo.result_messages import ResultMessages
from tryon.ui.shell.photo.view_modes import ViewModes
from tryon.ui.shell.recent_menus import RecentMenus
from tryon.ui.shell.settings_actions import SettingsActions
from tryon.ui.shell.side_panel import SidePanel
from tryon.ui.sizes.ruler_switch import RulerSwitch
from tryon.ui.sizes.size_actions import SizeActions
from tryon.ui.tools.correcting import Correcting
from tryon.ui.view.status_line import StatusLine
from tryon.ui.view.workspace import Workspace
from tryon.ui.wall.wall import Wall
from tryon.ui.wall.wall_exports import WallExports
from tryon.ui.wardrobe.browse.file_actions import FileActions
from tryon.ui.wardrobe.browse.wardrobe_actions import WardrobeActions
from tryon.ui.wardrobe.garment_panel import GarmentPanel
from tryon.ui.wardrobe.garment_remover import GarmentRemover
from tryon.ui.wardrobe.garment_renamer import GarmentRenamer

__all__ = [
    "AdjustPanel",
    "Adjuster",
    "BatchOpener",
    "Closing",
    "Correcting",
    "DocumentActions",
    "ExportActions",
    "FileActions",
    "FittingRoom",
    "GarmentActions",
    "GarmentPanel",
    "GarmentRemover",
    "GarmentRenamer",
    "HandleLayer",
    "HelpActions",
    "HistoryPanel",
    "MessageBar",
    "OutfitActions",
    "ParserControl",
    "ParserSettings",
    "ParserSource",
    "PhotoMenu",
    "PictureArea",
    "PictureCopier",
    "PictureDrop",
    "QueryView",
    "RecentDocuments",
    "RecentMenus",
    "ResultMessages",
    "RulerSwitch",
    "SettingsActions",
    "SidePanel",
    "SizeActions",
    "StatusLine",
    "ViewModes",
    "Wall",
    "WallExports",
    "WardrobeActions",
    "Workspace",
]
