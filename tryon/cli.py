"""The command line. Only argparse loads here: ``--help`` answers before numpy, Qt or onnxruntime.

Exit codes: 0 done; 1 the job failed (one line on stderr says what, why and what to do); 2 wrong
use; 130 interrupted.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tryon import __version__
from tryon.commands.sources import named_point, photo_of_worn_garment, product_photo
from tryon.commands.terminal import accept_any_text, complaint, stop_printing
from tryon.errors import Cancelled, TryOnError, UsageError

# Numpy's matrices are small here: threads that share one wait for each other longer than they work.
# It must be said before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_CATEGORIES = ("top", "trousers", "skirt", "dress")

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    accept_any_text()
    arguments = build_argument_parser().parse_args(argv)
    from tryon.logs import kept_log

    try:
        with kept_log():
            code = _run(arguments)
        if sys.stdout:  # a program without a console has none
            sys.stdout.flush()
        return code
    except BrokenPipeError:  # `tryon models list | head -1`: whoever reads has seen enough
        stop_printing()
        return EXIT_FAILED
    except (KeyboardInterrupt, Cancelled):
        return _complain("cancelled", EXIT_INTERRUPTED)
    except UsageError as error:
        return _complain(str(error), EXIT_WRONG_USE)
    except TryOnError as error:
        if arguments.debug:
            raise
        return _complain(str(error), EXIT_FAILED)
    except MemoryError:
        if arguments.debug:
            raise
        return _complain("out of memory; close other programs or use a smaller photo", EXIT_FAILED)


def main_gui() -> int:
    """Open the window; the entry point that has no console."""
    return main(["gui", *sys.argv[1:]])


def build_argument_parser() -> argparse.ArgumentParser:
    """Describe every command and option."""
    parser = argparse.ArgumentParser(
        prog="tryon", description="Virtual try-on on your own machine."
    )
    parser.add_argument("--version", action="version", version=f"tryon {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_gui(commands)
    _add_parse(commands)
    _add_fit(commands)
    _add_batch(commands)
    _add_export(commands)
    _add_serve(commands)
    _add_keys(commands)
    _add_garment(commands)
    _add_sample(commands)
    _add_models(commands)
    _add_diagnostics(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add_command(commands: Commands, name: str, help_text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}."
    )
    command.add_argument("--debug", action="store_true", help="show where an error comes from")
    return command


def _add_engine_options(command: argparse.ArgumentParser, otherwise: str = "bundled") -> None:
    command.add_argument(
        "--parser",
        choices=("bundled", "m2fp"),
        help=f"the network that reads the photo (default: {otherwise})",
    )
    command.add_argument(
        "--weights", type=Path, metavar="DIR", help="folder with the weights of the --parser named"
    )
    command.add_argument(
        "--precision",
        choices=("float32", "bfloat16", "auto"),
        default="auto",
        help="how M2FP computes (default: auto, bfloat16 where the processor has it)",
    )
    command.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda", "mps"),
        default="auto",
        help="where M2FP computes (default: auto, a graphics card that PyTorch can use)",
    )


def _add_gui(commands: Commands) -> None:
    command = _add_command(commands, "gui", "open the window")
    command.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="photo or saved look to open"
    )
    _add_engine_options(command, otherwise="the one chosen in the window")


def _add_parse(commands: Commands) -> None:
    command = _add_command(commands, "parse", "label each pixel with person and body part")
    command.add_argument(
        "photos",
        nargs="+",
        type=Path,
        metavar="PHOTO",
        help="photos or folders of photos; for more than one photo the outputs below are folders",
    )
    _add_engine_options(command)
    command.add_argument(
        "-o", "--overlay", type=Path, metavar="PNG", help="photo with the parts in colour"
    )
    command.add_argument("--labels", type=Path, metavar="PNG", help="label ids 0-19, 8-bit")
    command.add_argument(
        "--people", type=Path, metavar="PNG", help="person numbers 1..N from left to right, 8-bit"
    )
    command.add_argument(
        "--json", type=Path, metavar="JSON", help="people, boxes, joints, parts and times"
    )
    command.add_argument(
        "--opacity", type=_fraction, default=0.6, metavar="0..1", help="of the overlay's colours"
    )
    command.add_argument(
        "--outlines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="draw a line around each person",
    )
    command.add_argument("--legend", action="store_true", help="name the colours beside the photo")
    command.add_argument("--skeleton", action="store_true", help="draw each person's joints")
    command.add_argument(
        "--instances",
        type=Path,
        metavar="NPZ",
        help="what M2FP itself finds, before people are put together: categories, scores, masks",
    )
    command.add_argument(
        "--attention",
        metavar="QUERY",
        help="let --overlay show where M2FP looked for a part (hair, upperclothes, person …), or "
        "where a query looked that is named by its number",
    )


def _add_fit(commands: Commands) -> None:
    command = _add_command(commands, "fit", "dress a person of a photo in one or several garments")
    command.add_argument("photo", type=Path, metavar="PHOTO", help="photo of one or several people")
    _add_garment_choice(command)
    command.add_argument(
        "--region",
        dest="regions",
        action="append",
        choices=("upper", "lower", "dress"),
        help="what it is worn on, one for each garment (default: what its picture shows)",
    )
    command.add_argument(
        "--category",
        dest="categories",
        action="append",
        choices=_CATEGORIES,
        help="what it is, one for each garment, whatever its picture looks like; replaces --region",
    )
    command.add_argument(
        "--pick",
        dest="picks",
        action="append",
        type=_count,
        metavar="N",
        help="which of several garments a picture shows, from left to right; one for each garment",
    )
    command.add_argument(
        "--person",
        type=_count,
        metavar="N",
        help="counted from 1, left to right (default: the largest person)",
    )
    command.add_argument(
        "--parameters",
        type=Path,
        metavar="JSON",
        help="how to lay the garments: shading, place, mesh, …; one entry for all, or one for each",
    )
    command.add_argument(
        "--dye",
        dest="dyes",
        action="append",
        type=_colour,
        metavar="COLOUR",
        help="colour of the cloth, like '#aa3355', one for each garment; 'none' keeps its own; "
        "'#1b2a5e:#aa3355' dyes what is about the first colour",
    )
    command.add_argument(
        "--dye-prints",
        action="store_true",
        help="with --dye: prints and stripes are dyed too (default: they keep their colours)",
    )
    command.add_argument(
        "--pattern",
        dest="patterns",
        action="append",
        metavar="PICTURE",
        help="picture to repeat over the cloth, one for each garment; 'none' keeps its own; where "
        "it is transparent the cloth or its dye shows",
    )
    command.add_argument(
        "--pattern-scale",
        type=float,
        metavar="0.02..2",
        help="with --pattern: width of the picture in widths of the garment (default: 0.3)",
    )
    command.add_argument(
        "--pattern-angle",
        type=float,
        metavar="DEGREES",
        help="with --pattern: how far it is turned clockwise, -180 to 180 (default: 0)",
    )
    command.add_argument(
        "--pattern-keeps-prints",
        action="store_true",
        help="with --pattern: prints and stripes stay over it (default: it replaces them)",
    )
    command.add_argument(
        "--height",
        type=_height,
        metavar="CM",
        help="how tall the person is; with --size, and kept in the look of --save",
    )
    command.add_argument(
        "--size-table",
        dest="size_tables",
        action="append",
        metavar="FILE",
        help="a shop's table of sizes as text: a line of names such as Size, Chest, Length, "
        "Sleeve, Hips, Inseam, and a line for each size; one for each garment, 'none' for none",
    )
    command.add_argument(
        "--size",
        dest="sizes",
        action="append",
        metavar="NAME",
        help="which size of its table a garment has, one for each garment; 'none' as it falls",
    )
    command.add_argument(
        "--save-parameters",
        type=Path,
        metavar="JSON",
        help="write what was used, to change it and fit again",
    )
    command.add_argument(
        "--save",
        type=Path,
        metavar="LOOK.tryon",
        help="save photo, parse and garments in one file, for 'tryon export'",
    )
    command.add_argument(
        "--link-photo",
        action="store_true",
        help="the file of --save says where the photo is, and does not hold it",
    )
    _add_engine_options(command)
    command.add_argument(
        "--no-cache",
        action="store_true",
        help="parse the photo even if this parser has read it before",
    )
    _add_results(command)


def _add_batch(commands: Commands) -> None:
    command = _add_command(
        commands,
        "batch",
        "put every photo in every garment; what is there already is not made again",
    )
    command.add_argument(
        "photos",
        nargs="+",
        metavar="PHOTO",
        help="photos, folders of photos, or tables (.csv, .parquet) with a column 'photo' and, for "
        "pairs of their own, a column 'garment'; with --ray URLs, too",
    )
    command.add_argument(
        "--garments",
        action="append",
        default=[],
        metavar="FOLDER",
        help="folder of pictures of garments, or one picture; repeat it for more",
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="DIR",
        help="where DIR/PHOTO/GARMENT.png, report.csv and report.json go",
    )
    command.add_argument(
        "--people",
        choices=("largest", "all"),
        default="largest",
        help="who is dressed; with all, the file's name says who (default: largest)",
    )
    command.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes that work at once, 0.5 GB each (default: one for each core, at most 8 "
        "without --ray)",
    )
    command.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="work on a Ray cluster: 'auto', HOST:PORT, or 'local' to start one here; all machines "
        "find the same paths and URLs (see docs/SCALE.md)",
    )
    _add_engine_options(command)
    _add_metadata(command)
    command.add_argument("--json", action="store_true", help="print the report as JSON")
    command.add_argument(
        "--quiet", action="store_true", help="say nothing but what failed; for scripts"
    )


def _add_serve(commands: Commands) -> None:
    command = _add_command(commands, "serve", "answer by HTTP: a web page and an interface (/docs)")
    command.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to be reached at; others than this computer need keys (default: 127.0.0.1)",
    )
    command.add_argument("--port", type=_port, default=8000, help="default: 8000; 0: a free one")
    command.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="processes that work at once, which share the cores, 0.3 GB each (default: one for "
        "each core, at most 8)",
    )
    command.add_argument(
        "--queue",
        type=_count,
        metavar="N",
        help="requests that may wait (default: 8 for each process)",
    )
    command.add_argument(
        "--garments",
        type=Path,
        metavar="DIR",
        help="folder of the garments to choose from, where those that are sent are kept "
        "(default: one of its own)",
    )
    command.add_argument(
        "--store",
        default="",
        metavar="FILE|REDIS",
        help="keep answers, which are pictures of people, in a file or at redis://HOST:6379/0 "
        "(default: in memory)",
    )
    for option, unit, usual, about in (
        ("--store-size", "MB", 64, "of answers that are kept"),
        ("--keep", "MINUTES", 30, "how long answers are kept"),
        ("--time-limit", "SECONDS", 60, "for the work of one request"),
        ("--memory-limit", "MB", 3000, "for one worker, on Linux"),
        ("--max-upload", "MB", 30, "of one request"),
        ("--upload-time", "SECONDS", 60, "in which a request must arrive"),
        ("--max-megapixels", "MP", 50, "of one picture"),
    ):
        about = f"{about} (default: {usual})"
        command.add_argument(option, type=_count, metavar=unit, default=usual, help=about)
    _add_keys_file(command)
    _add_engine_options(command)


def _add_keys(commands: Commands) -> None:
    keys = _add_command(commands, "keys", "make, list or revoke keys for 'tryon serve'")
    actions = keys.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = _add_command(actions, "create", "make a key and print it, this once")
    shown = _add_command(actions, "list", "show the keys that there are")
    revoke = _add_command(actions, "revoke", "make a key useless, at once")
    for action in (create, revoke):
        action.add_argument("name", metavar="NAME", help="what the key is called")
    for action in (create, shown, revoke):
        _add_keys_file(action)
    for option, unit, usual, about in (
        ("--per-minute", "N", 120, "how often it may ask"),
        ("--max-upload", "MB", 30, "of one request"),
    ):
        about = f"{about} (default: {usual})"
        create.add_argument(option, type=_count, metavar=unit, default=usual, help=about)


def _add_keys_file(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--keys", type=Path, metavar="FILE", help="file of the keys (default: in the data folder)"
    )


def _add_export(commands: Commands) -> None:
    command = _add_command(commands, "export", "write the picture of a look that was saved")
    command.add_argument("look", type=Path, metavar="LOOK.tryon", help="what 'tryon fit' saved")
    command.add_argument(
        "--variant",
        metavar="NAME",
        help="which of its variants, by name or number; default: the one that showed last",
    )
    _add_engine_options(command)
    _add_results(command)


def _add_results(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--coverage",
        type=Path,
        metavar="PNG",
        help="write how far the garments cover each pixel: 0 not at all, 255 fully",
    )
    command.add_argument(
        "--guessed",
        type=Path,
        metavar="PNG",
        help="write where each pixel comes from: black the photo, grey (128) the garment, "
        "white a guess",
    )
    command.add_argument(
        "--tinted",
        type=Path,
        metavar="FILE",
        help="write the result with the garment in blue and what is guessed in orange",
    )
    command.add_argument(
        "--before-after",
        type=Path,
        metavar="FILE",
        help="write the photo and the result side by side as one picture",
    )
    command.add_argument(
        "--slider",
        type=Path,
        metavar="HTML",
        help="write a web page with a line to drag between before and after; it needs no network",
    )
    command.add_argument(
        "--animation",
        type=Path,
        metavar="FILE",
        help="write a WebP or GIF that wipes from before to after and back",
    )
    _add_metadata(command)
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _add_metadata(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--metadata",
        choices=("none", "without-place", "all"),
        default="without-place",
        help="what the result keeps of the photo's EXIF (default: all but place and comments)",
    )


def _add_garment_choice(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--garment",
        dest="garments",
        action="append",
        type=product_photo,
        metavar="FILE",
        help="picture of a garment; repeat it to layer several, lowest first",
    )
    command.add_argument(
        "--garment-from",
        dest="garments",
        action="append",
        type=photo_of_worn_garment,
        metavar="PHOTO",
        help="take what somebody wears on the region in another photo, in place of --garment",
    )
    command.add_argument(
        "--garment-person",
        type=_count,
        metavar="N",
        help="whose, in the photos of --garment-from (default: the largest person's)",
    )


def _add_garment(commands: Commands) -> None:
    garment = _add_command(commands, "garment", "show or correct what a garment's picture says")
    actions = garment.add_subparsers(dest="action", metavar="ACTION", required=True)
    points = _add_command(actions, "points", "show or correct a garment's category and landmarks")
    points.add_argument("file", type=Path, metavar="FILE", help="picture of a garment")
    points.add_argument(
        "--set",
        dest="points",
        action="append",
        type=named_point,
        default=[],
        metavar="NAME=X,Y",
        help="move a point; X and Y are shares of the garment's width and height; repeat it",
    )
    points.add_argument("--category", choices=_CATEGORIES, help="what the garment is")
    points.add_argument(
        "--sleeves",
        choices=("none", "left", "right", "both"),
        help="which sleeves it has, as you see it (default: what its picture shows)",
    )
    points.add_argument(
        "--reset", action="store_true", help="forget earlier corrections, before the new ones"
    )
    points.add_argument("--json", action="store_true", help="print JSON")
    describe = _add_command(
        actions, "describe", "say what pictures show: kind, which way up, landmarks; as JSON"
    )
    describe.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="pictures, or folders of them"
    )
    describe.add_argument(
        "--json", type=Path, metavar="OUT", help="write the list to a file (default: print it)"
    )


def _add_sample(commands: Commands) -> None:
    command = _add_command(
        commands, "sample", "open the sample session; without a display, save it as pictures"
    )
    command.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where to save it"
    )
    command.add_argument("--no-window", action="store_true", help="save it even with a display")


def _add_models(commands: Commands) -> None:
    models = _add_command(commands, "models", "list, download, verify, remove or export weights")
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_command(actions, "list", "show which models there are and which are here")
    download = _add_command(actions, "download", "download a model into ModelScope's cache")
    verify = _add_command(actions, "verify", "compare a model with its published checksums")
    remove = _add_command(actions, "remove", "delete a model from ModelScope's cache")
    export = _add_command(actions, "export", "write a model's network for other programs")
    for action in (download, verify, remove, export):
        action.add_argument(
            "model", nargs="?", default="m2fp", metavar="MODEL", help="see the list (default: m2fp)"
        )
    for action in (download, verify):
        action.add_argument(
            "--mirror", metavar="URL", help="server that answers as www.modelscope.cn does"
        )
    download.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="PATH",
        help="take the weights from a file or folder that is here already",
    )
    for action in (download, remove):
        action.add_argument("--yes", action="store_true", help="do not ask")
    export.add_argument(
        "--format", choices=("onnx", "torchscript"), default="onnx", help="default: onnx"
    )
    export.add_argument(
        "--size",
        type=_size,
        default=(640, 960),
        metavar="WxH",
        help="of the network's input, multiples of 32 (default: 640x960)",
    )
    export.add_argument(
        "--weights", type=Path, metavar="DIR", help="folder of the weights, if not the downloaded"
    )
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _add_diagnostics(commands: Commands) -> None:
    _add_command(
        commands,
        "diagnostics",
        "print versions, platform and the end of the log, to report a problem",
    )


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "parse":
        from tryon.commands.parse import run_parse

        return run_parse(arguments)
    if arguments.command == "fit":
        from tryon.commands.fit import run_fit

        return run_fit(arguments)
    if arguments.command == "batch":
        from tryon.commands.batch import run_batch_command

        return run_batch_command(arguments)
    if arguments.command == "export":
        from tryon.commands.export import run_export

        return run_export(arguments)
    if arguments.command == "serve":
        from tryon.commands.serve import run_serve

        return run_serve(arguments)
    if arguments.command == "keys":
        from tryon.commands.keys import run_keys

        return run_keys(arguments)
    if arguments.command == "garment" and arguments.action == "describe":
        from tryon.commands.describe import run_describe

        return run_describe(arguments)
    if arguments.command == "garment":
        from tryon.commands.garment import run_points

        return run_points(arguments)
    if arguments.command == "sample":
        from tryon.commands.sample import run_sample

        return run_sample(arguments)
    if arguments.command == "models":
        from tryon.commands.models import run_models

        return run_models(arguments)
    if arguments.command == "diagnostics":
        from tryon.commands.diagnostics import run_diagnostics

        return run_diagnostics(arguments)
    from tryon.commands.gui import run_gui

    return run_gui(arguments)


def _complain(message: str, code: int) -> int:
    print(complaint(message), file=sys.stderr)
    return code


def _colour(text: str) -> str:
    if text != "none" and not re.fullmatch("(#[0-9a-fA-F]{6}:)?#[0-9a-fA-F]{6}", text):
        raise argparse.ArgumentTypeError(f"expected a colour like '#aa3355' or none, got {text!r}")
    return text


def _height(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 50 <= value <= 250:
        raise argparse.ArgumentTypeError(f"{text} is no height of a person from 50 to 250 cm")
    return value


def _fraction(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number between 0 and 1")
    return value


def _size(text: str) -> tuple[int, int]:
    first, _, second = text.lower().partition("x")
    width, height = _natural(first), _natural(second)
    if not (width and height):
        raise argparse.ArgumentTypeError(f"{text} is no size such as 640x960")
    return width, height


def _count(text: str) -> int:
    value = _natural(text)
    if not value:
        raise argparse.ArgumentTypeError(f"counting begins at 1, got {text}")
    return value


def _port(text: str) -> int:
    value = _natural(text)
    if value > 65535 or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, got {text}")
    return value


def _natural(text: str) -> int:
    """Return a whole number of at most six digits; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 6 else 0
