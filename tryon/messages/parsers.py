"""What can go wrong with a parser and its weights."""

from __future__ import annotations

from tryon.messages.message import Message


class ParsingProblem(Message):
    """Why a parser ran and has no result."""

    BUNDLED_FAILED = "the bundled parser failed ({reason}); close other programs and try again."
    M2FP_FAILED = (
        "M2FP failed on this photo ({reason}); close other programs and try again, or use the "
        "bundled parser (--parser bundled, or Settings > Parser)."
    )
    NO_NUMBERS = (
        "M2FP returned no numbers for this photo: its weights {path} are damaged. Download them "
        "again, or use the bundled parser (--parser bundled, or Settings > Parser)."
    )
    NO_MEMORY = "{photo}: out of memory; close other programs or use a smaller photo."
    UNFORESEEN = (
        "{photo}: tryon made a mistake ({reason}). Please report it with what 'tryon diagnostics' "
        "prints, and leave the photo out until then."
    )
    NOT_SEEN = "no query found {part} in {photo}; found were (query and part): {seen}."
    NOBODY_IN_SAMPLE = "nobody was found in {photo}; reinstall tryon."


class WeightsProblem(Message):
    """Why a parser's weights cannot be used."""

    BUNDLED_MISSING = (
        "the parser's weights {path} are missing; name another folder with --weights, or reinstall "
        "tryon."
    )
    BUNDLED_NOT_LOADED = "{path} cannot be loaded ({reason}); reinstall tryon."
    OTHER_NETWORK = (
        "{path} is another network: its outputs are {found}, tryon needs {needed}; reinstall tryon."
    )
    M2FP_NOT_HERE = (
        "M2FP's weights are not part of tryon, and not in ModelScope's cache. {hint} The bundled "
        "parser needs no download: --parser bundled."
    )
    M2FP_MISSING = "M2FP's weights {path} are missing. {hint}"
    FOLDER_WITHOUT_M2FP = (
        "{folder} holds no pytorch_model.pt. Choose the folder into which M2FP was downloaded; it "
        "holds pytorch_model.pt and configuration.json."
    )
    NO_PYTORCH = (
        "M2FP needs PyTorch, which cannot be imported ({reason}); install it with pip install "
        "'tryon[m2fp]', or use the bundled parser (--parser bundled, or Settings > Parser)."
    )
    M2FP_NOT_LOADED = (
        "M2FP cannot be loaded ({reason}); close other programs and try again, or use the bundled "
        "parser (--parser bundled, or Settings > Parser)."
    )
    CONFIGURATION_DAMAGED = (
        "{path} is damaged ({reason}); download it again, or delete it to use the published "
        "network's sizes."
    )
    CONFIGURATION_UNKNOWN = (
        "{path} is not of an M2FP network that tryon can run: {key} is {found}, expected "
        "{expected}; download it again, or name another folder with --weights."
    )
    OTHER_CLASS_COUNT = (
        "{path} names {count} classes, but the network has {expected}; download it again."
    )
    UNKNOWN_CLASSES = (
        "{path} says that these weights are of the model for one person, and names classes that "
        "it does not have ({classes}); download it again."
    )
    DAMAGED = (
        "{path} ({megabytes} MB) is damaged or cut off ({reason}). Delete it and download it "
        "again. {hint}"
    )
    NO_TENSORS = "{path} is no M2FP checkpoint: it has no entry '{entry}' full of tensors. {hint}"
    OTHER_MODEL = (
        "{path} is the checkpoint of another model than its configuration says: {differences}. "
        "{hint}"
    )
    NOT_DOWNLOADED = (
        "{model} is not here; download it with 'tryon models download {model}' or in "
        "Settings > Models."
    )
    FILE_MISSING = "{path} does not exist; choose the {weights} of {model}, or the folder it is in."
    NO_CHECKPOINT = "{path} is no PyTorch checkpoint; choose the {name} of the published model."
    OTHER_ARCHIVE = (
        "{path} is an archive of another kind, no PyTorch checkpoint; choose the {name} of the "
        "published model."
    )
    CUT_OFF = "{path} ({size} bytes) is damaged or cut off; download it again."
    UNREADABLE = "{path} cannot be read: {reason}; check the disk."
    NOT_PUBLISHED = (
        "{path} is not the published file: its SHA-256 is {found}…, expected {expected}…. Remove "
        "the model and download it again; to use these weights all the same, name their folder "
        "with --weights."
    )


class Expected(Message):
    """What a configuration should hold, as a part of a sentence."""

    OBJECT = "an object"
    TRUTH = "true or false"
    WHOLE_NUMBER = "a whole number"
    NUMBER = "a number"
    TEXT = "a text"
    LIST = "a list"
    POSITIVE = "a positive number"
    SHARE = "a number from 0 to 1"
    AT_MOST = "at most {number}"
    DIVISOR = "a divisor of {number}"
    ONE_OF = "one of {values}"


class Difference(Message):
    """How a checkpoint differs from its configuration, as a part of a sentence."""

    LACKS = "it lacks {entries}"
    UNKNOWN = "it has the unknown {entries}"
    OTHER_SHAPE = "it has in another shape {entries}"
    NO_DECIMALS = "it has something else than decimal numbers in {entries}"
    AND_MORE = "{entries} and {count} more"
    SHAPES = "{entry} {found}, not {expected}"
    BOTH = "{first}; {second}"
