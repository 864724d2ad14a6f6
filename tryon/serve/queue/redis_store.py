"""Answers that several servers keep in one Redis."""

from __future__ import annotations

import logging

from tryon.errors import ServeError
from tryon.messages import ServeProblem
from tryon.serve.queue.store import Kept

_PREFIX = "tryon:"
_PATIENCE_S = 0.5
"""How long a Redis may take: an answer that is late helps nobody."""
_MOST_BYTES = 16_000_000
_LOG = logging.getLogger(__name__)


class RedisStore:
    """Keeps answers in a Redis, which has a limit of its own and drops what is old.

    Args:
        url: of the Redis, ``redis://HOST:6379/0``.
        keep_s: for how long.

    Raises:
        ServeError: if the package for it is missing, or the URL makes no sense.
    """

    def __init__(self, url: str, *, keep_s: float) -> None:
        try:
            import redis
        except ImportError as error:
            raise ServeError(ServeProblem.NO_REDIS, reason=error) from error
        self._errors, self._keep_s = redis.RedisError, keep_s
        try:
            self._redis = redis.Redis.from_url(
                url, socket_timeout=_PATIENCE_S, socket_connect_timeout=_PATIENCE_S
            )
        except ValueError as error:
            raise ServeError(ServeProblem.STORE_UNUSABLE, place=url, reason=error) from error

    @property
    def size_bytes(self) -> int:
        """Unknown here: others use it, too."""
        return 0

    def get(self, key: str) -> Kept | None:
        """Return what is kept; None if there is nothing, or the Redis does not answer."""
        try:
            found = self._redis.get(_PREFIX + key)
        except self._errors as error:
            _LOG.warning("the Redis does not answer: %s", error)
            return None
        if not isinstance(found, bytes):
            return None
        kind, _, content = found.partition(b"\n")
        return Kept(kind.decode("ascii"), content)

    def put(self, key: str, kind: str, content: bytes) -> None:
        """Keep something for a while."""
        if len(content) > _MOST_BYTES:
            return
        try:
            lasting = max(1, round(self._keep_s))
            self._redis.set(_PREFIX + key, kind.encode("ascii") + b"\n" + content, ex=lasting)
        except self._errors as error:
            _LOG.warning("an answer is not kept in the Redis: %s", error)

    def clear_old(self) -> None:
        """Do nothing: a Redis does that by itself."""

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()
