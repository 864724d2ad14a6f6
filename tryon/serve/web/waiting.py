"""Waiting for jobs, without a thread for each who waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import anyio
from starlette.requests import Request

from tryon.serve.queue.board import Board, Job


async def changes(board: Board, job: Job, longest_s: float) -> AsyncIterator[None]:
    """Return at once, then whenever something about a job has changed, or nothing for so long.

    It ends when the job is over, after a last time.
    """
    loop, changed = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        loop.call_soon_threadsafe(changed.set)

    with board.heard(job, hear):
        while True:
            changed.clear()
            is_over = job.status.is_over
            yield
            if is_over:
                return
            with anyio.move_on_after(longest_s):
                await changed.wait()


async def is_over_before_leaving(board: Board, job: Job, request: Request) -> bool:
    """Wait until a job is over; return False as soon as whoever asked for it has gone."""
    if job.status.is_over:
        return True
    waiting = asyncio.ensure_future(_until_over(board, job))
    leaving = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait((waiting, leaving), return_when=asyncio.FIRST_COMPLETED)
        return waiting.done()
    finally:
        for each in (waiting, leaving):
            each.cancel()
        await asyncio.gather(waiting, leaving, return_exceptions=True)


async def _until_over(board: Board, job: Job) -> None:
    async for _ in changes(board, job, longest_s=3600):
        pass


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
