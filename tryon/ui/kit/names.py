"""Names of labels, regions, landmarks, stages and errors in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tryon.errors import (
    CorrectionError,
    DownloadError,
    ExportError,
    FitError,
    GarmentError,
    ImageReadError,
    LookFileError,
    OutfitError,
    ParsingError,
    WeightsError,
)
from tryon.garments.garment import Garment
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.sizes.size_table import Measure
from tryon.garments.wardrobe import WardrobeEntry
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region
from tryon.models.catalogue import M2FP, M2FP_SINGLE, Model
from tryon.parsing import Engine
from tryon.progress import Stage
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import (
    ARMPITS,
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    PointName,
)
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.picking import Part, Selection

translate = QCoreApplication.translate


def label_name(label: Label) -> str:
    """Name a part."""
    return {
        Label.BACKGROUND: translate("Names", "Background"),
        Label.HAT: translate("Names", "Hat"),
        Label.HAIR: translate("Names", "Hair"),
        Label.GLOVES: translate("Names", "Gloves"),
        Label.SUNGLASSES: translate("Names", "Sunglasses"),
        Label.UPPER_CLOTHES: translate("Names", "Upper clothes"),
        Label.DRESS: translate("Names", "Dress"),
        Label.COAT: translate("Names", "Coat"),
        Label.SOCKS: translate("Names", "Socks"),
        Label.PANTS: translate("Names", "Trousers"),
        Label.TORSO_SKIN: translate("Names", "Torso skin"),
        Label.SCARF: translate("Names", "Scarf"),
        Label.SKIRT: translate("Names", "Skirt"),
        Label.FACE: translate("Names", "Face"),
        Label.LEFT_ARM: translate("Names", "Left arm"),
        Label.RIGHT_ARM: translate("Names", "Right arm"),
        Label.LEFT_LEG: translate("Names", "Left leg"),
        Label.RIGHT_LEG: translate("Names", "Right leg"),
        Label.LEFT_SHOE: translate("Names", "Left shoe"),
        Label.RIGHT_SHOE: translate("Names", "Right shoe"),
    }[label]


def region_name(region: Region) -> str:
    """Name a region that a garment is worn on."""
    return {
        Region.UPPER: translate("Names", "Top"),
        Region.LOWER: translate("Names", "Bottom"),
        Region.DRESS: translate("Names", "Dress"),
        Region.SHOES: translate("Names", "Shoes"),
        Region.HAT: translate("Names", "Hat"),
        Region.SCARF: translate("Names", "Scarf"),
    }[region]


def category_name(category: GarmentCategory) -> str:
    """Name a kind of garment, in the plural."""
    return {
        GarmentCategory.TOP: translate("Names", "Tops"),
        GarmentCategory.TROUSERS: translate("Names", "Trousers"),
        GarmentCategory.SKIRT: translate("Names", "Skirts"),
        GarmentCategory.DRESS: translate("Names", "Dresses"),
    }[category]


def kind_name(category: GarmentCategory) -> str:
    """Name what a garment is, in the singular."""
    return {
        GarmentCategory.TOP: translate("Points", "Top"),
        GarmentCategory.TROUSERS: translate("Points", "Trousers or shorts"),
        GarmentCategory.SKIRT: translate("Points", "Skirt"),
        GarmentCategory.DRESS: translate("Points", "Dress"),
    }[category]


def picture_kind_name(kind: PictureKind) -> str:
    """Name what a garment's picture shows."""
    return {
        PictureKind.TOP: translate("Points", "Top"),
        PictureKind.COAT: translate("Names", "Coat"),
        PictureKind.TROUSERS: translate("Names", "Trousers"),
        PictureKind.SHORTS: translate("Names", "Shorts"),
        PictureKind.SKIRT: translate("Names", "Skirt"),
        PictureKind.DRESS: translate("Names", "Dress"),
        PictureKind.JUMPSUIT: translate("Names", "Jumpsuit"),
        PictureKind.SHOES: translate("Names", "Shoes"),
        PictureKind.HAT: translate("Names", "Hat"),
        PictureKind.BAG: translate("Names", "Bag"),
        PictureKind.PERSON: translate("Names", "Person"),
        PictureKind.SEVERAL: translate("Names", "Several garments"),
        PictureKind.NONE: translate("Names", "No garment"),
    }[kind]


def garment_name(garment: Garment | WardrobeEntry) -> str:
    """Name a garment; samples have names in the user's language, others keep their own."""
    return translate("Garments", garment.name)


def engine_name(engine: Engine) -> str:
    """Name a parser as the menu does."""
    return {
        Engine.BUNDLED: translate("Names", "Bundled (fast)"),
        Engine.M2FP: translate("Names", "M2FP (precise)"),
    }[engine]


def parser_name(parse: HumanParse) -> str:
    """Name the parser that made a parse."""
    engine = parse.engine.partition(" ")[0]
    return {
        "tryon-lite": translate("Names", "Bundled parser"),
        "m2fp": "M2FP",
        "m2fp-single": translate("Names", "M2FP for one person"),
    }.get(engine, engine)


def stage_name(stage: Stage) -> str:
    """Name what a job is doing."""
    return {
        Stage.LOAD_PHOTO: translate("Names", "Opening the photo"),
        Stage.READ_CACHE: translate("Names", "Looking for an earlier result"),
        Stage.LOAD_ENGINE: translate("Names", "Loading the parser"),
        Stage.FIND_PEOPLE: translate("Names", "Finding people"),
        Stage.PARSE_PEOPLE: translate("Names", "Recognising clothes"),
        Stage.REFINE_EDGES: translate("Names", "Refining edges"),
        Stage.FIND_JOINTS: translate("Names", "Finding joints"),
        Stage.CUT_OUT: translate("Names", "Cutting out the garment"),
        Stage.WARP: translate("Names", "Fitting the garment"),
        Stage.COMPOSITE: translate("Names", "Blending"),
        Stage.SAVE: translate("Names", "Saving"),
        Stage.EXPORT: translate("Names", "Exporting"),
        Stage.ASK_HUB: translate("Names", "Asking the server"),
        Stage.DOWNLOAD: translate("Names", "Downloading"),
        Stage.VERIFY: translate("Names", "Checking"),
    }[stage]


def job_name(kind: JobKind) -> str:
    """Name what a job is for, before its first stage is known."""
    return {
        JobKind.LOAD: translate("Names", "Opening the photo"),
        JobKind.PARSE: translate("Names", "Finding people"),
        JobKind.PARSE_AGAIN: translate("Names", "Finding people"),
        JobKind.WATCH_QUERIES: translate("Names", "Looking again with M2FP"),
        JobKind.FIT: translate("Names", "Fitting the garment"),
        JobKind.GET_READY: translate("Names", "Fitting the garment"),
        JobKind.DRAW_LOOK: translate("Names", "Drawing looks"),
        JobKind.DRAW_FULL_LOOK: translate("Names", "Drawing looks"),
        JobKind.FIT_SIZES: translate("Names", "Measuring sizes"),
        JobKind.PREVIEW: translate("Names", "Fitting the garment"),
        JobKind.RENDER: translate("Names", "Blending"),
        JobKind.SAVE: translate("Names", "Saving"),
        JobKind.EXPORT: translate("Names", "Exporting"),
        JobKind.JOURNAL: translate("Names", "Noting what was done"),
        JobKind.LIST_GARMENTS: translate("Names", "Loading garments"),
        JobKind.MAKE_THUMBNAILS: translate("Names", "Making small pictures"),
        JobKind.KEEP_DETAILS: translate("Names", "Saving the garment"),
        JobKind.EXPORT_GARMENTS: translate("Names", "Exporting garments"),
        JobKind.IMPORT_GARMENTS: translate("Names", "Importing garments"),
        JobKind.COPY_GARMENTS: translate("Names", "Copying garments"),
        JobKind.LOAD_GARMENT: translate("Names", "Opening the garment"),
        JobKind.READ_PICTURE: translate("Names", "Reading the picture"),
        JobKind.ADD_GARMENT: translate("Names", "Cutting out the garment"),
        JobKind.TAKE_GARMENTS: translate("Names", "Finding people"),
        JobKind.CORRECT_GARMENT: translate("Names", "Saving the garment"),
        JobKind.READ_ORIGINAL: translate("Names", "Opening the garment"),
        JobKind.REFINE_EDGE: translate("Names", "Refining the edge"),
        JobKind.CORRECT_PARSE: translate("Names", "Correcting"),
        JobKind.MODEL: translate("Names", "Working on a model"),
        JobKind.BATCH: translate("Names", "Working on many photos"),
        JobKind.LIST_OUTFITS: translate("Names", "Loading outfits"),
        JobKind.LOAD_OUTFIT: translate("Names", "Opening the outfit"),
        JobKind.KEEP_OUTFIT: translate("Names", "Saving the outfit"),
    }[kind]


def model_name(model: Model) -> str:
    """Name a model that can be downloaded."""
    return {
        M2FP: translate("Names", "M2FP, several people"),
        M2FP_SINGLE: translate("Names", "M2FP, one person"),
    }[model]


def licence_text(model: Model) -> str:
    """Return a model's licence and what it allows."""
    permits = {
        "research and personal use": translate("Names", "research and personal use"),
    }
    return f"{model.licence} ({permits[model.permits]})"


def measure_name(measure: Measure) -> str:
    """Name what a table of sizes says of a garment."""
    return {
        Measure.CHEST: translate("Names", "chest"),
        Measure.WAIST: translate("Names", "waist"),
        Measure.HIPS: translate("Names", "hips"),
        Measure.LENGTH: translate("Names", "length"),
        Measure.SLEEVE: translate("Names", "sleeve"),
        Measure.INSEAM: translate("Names", "inseam"),
    }[measure]


def person_name(number: int) -> str:
    """Name a person."""
    return translate("Names", "Person {number}").format(number=number)


def part_name(part: Part) -> str:
    """Name a part and whose it is."""
    return f"{person_name(part.person)} · {label_name(part.label)}"


def selection_name(selection: Selection) -> str:
    """Name a chosen region and whose it is."""
    if selection.region is None:
        return person_name(selection.person)
    return f"{person_name(selection.person)} · {region_name(selection.region)}"


def error_title(error: BaseException) -> str:
    """Return in a few words what failed; the error itself says why."""
    titles = (
        (ImageReadError, translate("Names", "The picture cannot be opened")),
        (WeightsError, translate("Names", "The parser cannot be loaded")),
        (DownloadError, translate("Names", "The model cannot be put into place")),
        (ParsingError, translate("Names", "The photo cannot be parsed")),
        (GarmentError, translate("Names", "The garment cannot be used")),
        (FitError, translate("Names", "The garment cannot be put on")),
        (CorrectionError, translate("Names", "This cannot be corrected so")),
        (LookFileError, translate("Names", "The look cannot be opened or saved")),
        (OutfitError, translate("Names", "This cannot be done with clothes")),
        (ExportError, translate("Names", "The file cannot be saved")),
        (MemoryError, translate("Names", "Not enough memory")),
    )
    for kind, title in titles:
        if isinstance(error, kind):
            return title
    return translate("Names", "Something went wrong")


def point_name(name: PointName) -> str:
    """Name a point; left and right are those of the picture."""
    kinds = {
        NECKS: translate("Points", "Neck"),
        SHOULDERS: translate("Points", "Shoulder"),
        ARMPITS: translate("Points", "Armpit"),
        SLEEVES_OUTER: translate("Points", "Sleeve end, outside"),
        SLEEVES_INNER: translate("Points", "Sleeve end, inside"),
        WAISTS: translate("Points", "Waist"),
        HEMS: translate("Points", "Hem"),
        CUFFS_OUTER: translate("Points", "Cuff, outside"),
        CUFFS_INNER: translate("Points", "Cuff, inside"),
    }
    for names, kind in kinds.items():
        if name is names.left:
            return translate("Points", "{point}, left").format(point=kind)
        if name is names.right:
            return translate("Points", "{point}, right").format(point=kind)
    return {
        PointName.NECK_CENTRE: translate("Points", "Lowest point of the neckline"),
        PointName.CROTCH: translate("Points", "Crotch"),
    }[name]
