"""``tryon serve``: the same parses and fits by HTTP, until it is stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from platformdirs import user_data_path

from tryon.batch.pool import usual_jobs
from tryon.commands.engine_options import parser_choice
from tryon.parsing.choice import ParserChoice
from tryon.serve.keys import usual_keys_file
from tryon.serve.run import run_server
from tryon.serve.settings import ServeSettings


def run_serve(arguments: argparse.Namespace) -> int:
    """Answer requests until Ctrl-C or SIGTERM; return 0.

    Raises:
        TryOnError: if the server cannot start.
    """
    settings = ServeSettings(
        wardrobe=(arguments.garments or _usual_wardrobe()).absolute(),
        keys=arguments.keys or usual_keys_file(),
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers or usual_jobs(),
        choice=parser_choice(arguments) or ParserChoice(),
        queue=arguments.queue,
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


def _usual_wardrobe() -> Path:
    """Return a folder of its own: whoever asks a server does not see what its user wears."""
    return user_data_path("tryon", appauthor=False) / "serve-garments"


def _say_where(address: str) -> None:
    print(f"tryon answers at {address} (Ctrl+C stops it)", flush=True)
