"""``tryon serve``: the same parses and fits by HTTP, until it is stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from platformdirs import user_data_path

from tryon.batch.pool import core_count, usual_jobs
from tryon.commands.engine_options import parser_choice
from tryon.parsing.choice import ParserChoice
from tryon.serve.keys import usual_keys_file
from tryon.serve.run import run_server
from tryon.serve.settings import ServeSettings

_QUEUE_EACH = 8
"""Requests that may wait for each worker: parses are answered within five seconds then."""


def run_serve(arguments: argparse.Namespace) -> int:
    """Answer requests until Ctrl-C or SIGTERM; return 0.

    Raises:
        TryOnError: if the server cannot start.
    """
    workers = arguments.workers or usual_jobs()
    settings = ServeSettings(
        wardrobe=(arguments.garments or _usual_wardrobe()).absolute(),
        keys=arguments.keys or usual_keys_file(),
        host=arguments.host,
        port=arguments.port,
        workers=workers,
        threads=_threads_each(workers),
        choice=parser_choice(arguments) or ParserChoice(),
        queue=arguments.queue or _QUEUE_EACH * workers,
        time_limit_s=arguments.time_limit,
        memory_limit_mb=arguments.memory_limit,
        upload_mb=arguments.max_upload,
        upload_s=arguments.upload_time,
        max_megapixels=arguments.max_megapixels,
        store=arguments.store,
        store_mb=arguments.store_size,
        keep_s=60.0 * arguments.keep,
    )
    run_server(settings, started=_say_where)
    return 0


def _threads_each(workers: int) -> int:
    """Return how many threads a worker has: twice its share of the cores.

    Where only one of them works, it answers in two thirds of the time; where all do, that costs a
    tenth.
    """
    cores = core_count()
    return min(cores, 2 * max(1, cores // workers))


def _usual_wardrobe() -> Path:
    """Return a folder of its own: whoever asks a server does not see what its user wears."""
    return user_data_path("tryon", appauthor=False) / "serve-garments"


def _say_where(address: str) -> None:
    print(f"tryon answers at {address} (Ctrl+C stops it)", flush=True)
