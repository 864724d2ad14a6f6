"""What can be wrong with a call of a command."""

from __future__ import annotations

from tryon.messages.message import Message


class UsageProblem(Message):
    """Why a call makes no sense."""

    NOTHING_TO_PUT_ON = "nothing to put on; name a picture with --garment or --garment-from"
    NO_VARIANT = (
        "{look} has no variant {name}; it has {names}, which can be named by their numbers, too"
    )
    WHAT_TO_TAKE = "--garment-from needs to know what to take; add --region for each"
    NOT_ONE_EACH = (
        "{garments} --garment but {given} {option}; write one {option} for each --garment or "
        "--garment-from, in the same order, or none: a garment's picture says what it is"
    )
    REGION_AND_CATEGORY = (
        "--category says where a garment is worn, too; leave --region out, or --category"
    )
    NOBODY_TO_TAKE_FROM = "--garment-person needs a photo of somebody: --garment-from PHOTO"
    NOTHING_LINKS = "--link-photo is about the file of --save LOOK.tryon; add that, or leave it out"
    NO_DYE = "--dye-prints needs to know the colour; add --dye '#aa3355', or leave it out"
    NO_PATTERN = "{option} is about a pattern; add --pattern PICTURE, or leave it out"
    PATTERN_VALUE = "the pattern of --pattern: {problem}"
    SIZE_WITHOUT_TABLE = (
        "--size needs the garment's table and the person's height; add --size-table FILE and "
        "--height CM"
    )
    NO_SIZE = "--size-table needs to know which size; add --size NAME, one of {sizes}"
    WITHOUT_PARSER = "{option} needs --parser, to say which parser it is for"
    NEEDS_M2FP = (
        "{option} needs --parser m2fp: the bundled parser computes in one way only, on the "
        "processor; leave {option} out, or add --parser m2fp"
    )
    INSTANCES_NEED_M2FP = "only M2FP finds instances; add --parser m2fp to --instances"
    ATTENTION_NEEDS_M2FP = "only M2FP has queries to watch; add --parser m2fp to --attention"
    NO_HEAT = "--attention needs a picture to show it in; add --overlay FILE"
    NO_INSTANCES = (
        "M2FP's single-person variant labels pixels and finds no instances; leave --instances out, "
        "or name the weights of the multi-person model"
    )
    OTHER_SUFFIX = "{path} should end in {suffixes}"
    FOLDER_FOR_ONE = "{path} is a folder; for one photo name a file"
    OVER_INPUT = "{path} is an input of this command; choose another name"
    OVER_OUTPUT = "{path} is already another output of this command; choose another name"
    NO_FOLDER = "{path} cannot be used as a folder: {reason}; name another one"
    POINTS = "{problem}"
    NO_MODEL = "there is no model {model}; known are {known}"
    NOBODY_AGREES = (
        "{model} is licensed under {licence} ({permits}), and there is nobody to ask; add --yes "
        "to agree and download"
    )
    NOBODY_DELETES = "there is nobody to ask; add --yes to delete {folder} ({size})"
    NOT_DOWNLOADED = (
        "{model} is not here; run 'tryon models download {model}', or name its folder with "
        "--weights"
    )
    EXPORT_NEEDS_PYTORCH = (
        "the export needs PyTorch, which cannot be imported ({reason}); install it with pip "
        "install 'tryon[m2fp]'"
    )
    EXPORT_NEEDS_ONNX = (
        "the export needs the packages onnx and onnxscript ({reason}); install them with pip "
        "install onnx onnxscript"
    )
    EXPORT_SIZE = (
        "the network's input is padded to multiples of {multiple} pixels, got {width}x{height}; "
        "choose such a size, for example 640x960"
    )
    NO_DEVICE = (
        "PyTorch {version} finds no {device} device here, only {found}; leave --device out, or "
        "install a PyTorch build for your graphics card."
    )
    NEEDS_RAY = "{what} needs the extra ray ({reason}); install it with pip install 'tryon[ray]'"
    NO_STORE = (
        "{url} cannot be reached from here: {reason}; install what fsspec needs for it (s3fs for "
        "s3://, gcsfs for gs://, adlfs for az://), or check the URL"
    )
    URL_NEEDS_RAY = "{url} is a URL, which needs --ray; add --ray local, or name a folder"
    NO_GARMENTS = (
        "which garments? Add --garments FOLDER, or a column 'garment' to the table of photos"
    )
    NO_TABLE = (
        "{path} has lines without a value in the column '{column}'; add it, with a path or URL in "
        "each line"
    )
    OTHER_VERSION = (
        "the cluster has tryon {found}, and this computer {expected}; install the same version on "
        "all machines"
    )


class DisplayProblem(Message):
    """Why the window cannot be opened."""

    NO_DISPLAY = (
        "no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start a desktop session, or use "
        "'tryon parse' and 'tryon fit', which need none."
    )
