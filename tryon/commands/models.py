"""``tryon models``: list, download, verify, remove and export weights."""

from __future__ import annotations

import argparse
import sys

from tryon.commands.transfer_bar import TransferBar
from tryon.errors import DownloadError, UsageError
from tryon.geometry import Size
from tryon.messages import DownloadProblem, Hint, UsageProblem
from tryon.models.adopt import adopt, find_weights
from tryon.models.catalogue import MODELS, Model, find_model
from tryon.models.download import DownloadPlan, check_space, download, plan_download
from tryon.models.lock import only_one
from tryon.models.rate import megabytes
from tryon.models.store import (
    ModelState,
    installed_folder,
    kept_bytes,
    model_folder,
    model_state,
    remove,
    used_bytes,
)
from tryon.models.verify import Proof, Verified, verify
from tryon.progress import CancelToken

_PROOFS = {
    Proof.HUB: "is what the hub publishes (SHA-256)",
    Proof.RECORD: "is what was downloaded (SHA-256; the hub could not be reached)",
    Proof.ARCHIVE: "is whole, by the checksums inside (the hub's could not be had)",
}


def run_models(arguments: argparse.Namespace) -> int:
    """List, download, verify, remove or export models.

    Raises:
        TryOnError: if it fails.
        UsageError: if there is no such model, or nobody can be asked.
    """
    if arguments.action == "list":
        return _list()
    model = find_model(arguments.model)
    if model is None:
        raise UsageError(
            UsageProblem.NO_MODEL,
            model=arguments.model,
            known=tuple(model.name for model in MODELS),
        )
    if arguments.action == "verify":
        return _verify(model, arguments.mirror)
    if arguments.action == "export":
        return _export(model, arguments)
    if arguments.action == "remove":
        return _remove(model, is_agreed=arguments.yes)
    if arguments.source is not None:
        return _adopt(model, arguments)
    try:
        return _download(model, arguments.mirror, is_agreed=arguments.yes)
    except DownloadError as error:
        if Hint.OTHER_WAY not in error.text.values.values():
            raise
        raise DownloadError(DownloadProblem.WITH_OPTIONS, problem=error) from error


def _list() -> int:
    for model in MODELS:
        print(f"{model.name}: {model.title}")
        print(f"  model    {model.repository} (ModelScope)")
        print(f"  size     about {model.megabytes} MB")
        print(f"  licence  {model.licence}: {model.permits}")
        print(f"  folder   {model_folder(model)}")
        print(f"  state    {_state(model)}")
    return 0


def _state(model: Model) -> str:
    state = model_state(model)
    if state is ModelState.READY:
        return f"ready, {megabytes(used_bytes(model))}"
    if state is ModelState.PARTIAL:
        return f"partly here, {megabytes(kept_bytes(model))}; 'tryon models download' goes on"
    return "not here"


def _download(model: Model, mirror: str | None, *, is_agreed: bool) -> int:
    if not is_agreed and not sys.stdin.isatty():
        raise UsageError(
            UsageProblem.NOBODY_AGREES,
            model=model.name,
            licence=model.licence,
            permits=model.permits,
        )
    print("asking the hub…", file=sys.stderr)
    plan = plan_download(model, mirror, CancelToken())
    if not plan.missing:
        print(f"{plan.folder}: {model.name} is here already; 'tryon models verify' checks it")
        return 0
    check_space(plan.folder, plan.total_bytes - plan.kept_bytes)
    _describe(plan)
    if not is_agreed and not _agrees("Download?"):
        print("nothing was downloaded")
        return 0
    try:
        with TransferBar(plan.total_bytes, sys.stderr) as bar:
            download(plan, bar.show, CancelToken())
    except KeyboardInterrupt:
        kept = megabytes(kept_bytes(model))
        print(f"tryon: {kept} are kept; the same command goes on from there", file=sys.stderr)
        raise
    print(f"{plan.folder}: {model.name} is ready")
    return 0


def _describe(plan: DownloadPlan) -> None:
    model, size = plan.model, megabytes(plan.total_bytes)
    kept = f", of which {megabytes(plan.kept_bytes)} are here" if plan.kept_bytes else ""
    print(f"model    {model.repository} from {plan.files[0].host}")
    print(f"size     {size}{kept}")
    print(f"licence  {model.licence}: {model.permits}")
    print(f"folder   {plan.folder}", flush=True)


def _adopt(model: Model, arguments: argparse.Namespace) -> int:
    weights = find_weights(model, arguments.source)
    with TransferBar(weights.stat().st_size, sys.stderr) as bar:
        verified = adopt(model, arguments.source, arguments.mirror, bar.show, CancelToken())
    print(f"licence  {model.licence}: {model.permits}")
    return _print_proof(verified)


def _verify(model: Model, mirror: str | None) -> int:
    with TransferBar(0, sys.stderr) as bar:
        verified = verify(model, mirror, bar.show, CancelToken())
    return _print_proof(verified)


def _print_proof(verified: Verified) -> int:
    print(f"{verified.folder}: {verified.model.name} {_PROOFS[verified.proof]}")
    return 0


def _remove(model: Model, *, is_agreed: bool) -> int:
    if model_state(model) is ModelState.ABSENT:
        print(f"{model.name} is not here")
        return 0
    folder, size = model_folder(model), megabytes(used_bytes(model))
    if not is_agreed:
        if not sys.stdin.isatty():
            raise UsageError(UsageProblem.NOBODY_DELETES, folder=folder, size=size)
        print(f"folder   {folder}\nsize     {size}")
        print("Other programs that use ModelScope's cache lose it, too.")
        if not _agrees("Delete?"):
            print("nothing was deleted")
            return 0
    with only_one(model):
        freed = remove(model)
    print(f"{folder}: {model.name} removed, {megabytes(freed)} are free again")
    return 0


def _export(model: Model, arguments: argparse.Namespace) -> int:
    weights = arguments.weights or installed_folder(model)
    if weights is None:
        raise UsageError(UsageProblem.NOT_DOWNLOADED, model=model.name)
    try:
        from tryon.parsing.m2fp.export import export_onnx, export_torchscript
    except (ImportError, OSError) as error:
        raise UsageError(UsageProblem.EXPORT_NEEDS_PYTORCH, reason=error) from error
    size = Size(*arguments.size)
    print("exporting, which takes some minutes…", file=sys.stderr)
    export = export_onnx if arguments.format == "onnx" else export_torchscript
    export(weights, arguments.output, size=size)
    print(f"{arguments.output}: {model.name} for an input of {size.width}x{size.height}")
    return 0


def _agrees(question: str) -> bool:
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
