"""The gate that every request passes: who asks, how much and how fast, before anything is read.

Without keys only this computer is answered, and no page of another site: a browser would send its
requests here, too. With keys, whoever has one.
"""

from __future__ import annotations

import math
import time
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tryon.errors import RequestError, ServeError
from tryon.messages import RequestProblem
from tryon.serve.keys import Key
from tryon.serve.languages import language_of
from tryon.serve.service import Service
from tryon.serve.settings import is_local_host
from tryon.serve.web.problems import problem_response
from tryon.serve.work.tasks import Blame

_GUARDED = ("/v1/", "/metrics")
"""What needs a key, where keys are needed; pages and checks of health show nothing of anybody."""
_MOST_UPLOADS = 8
"""So many of the largest requests may be in memory at once."""
_SOON_S = 2
_RULES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What pages may load: nothing from elsewhere, and nothing that stands in the page itself."""
_HEADERS = {
    "Content-Security-Policy": _RULES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}


class Gate:
    """Lets requests pass to an app, or answers them itself; counts them; ASGI.

    Args:
        app: what answers.
        service: the server.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._service = app, service
        self._held_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; see the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            await self._pass(scope, receive, send_guarded)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            seconds = time.monotonic() - began
            self._service.figures.add(_method(scope), route, status, seconds)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        upload_bytes = self._service.settings.upload_mb * 1_000_000
        scope.setdefault("state", {})["owner"] = None
        try:
            self._check_place(scope["method"], headers)
            if scope["path"].startswith(_GUARDED) and self._service.needs_key:
                key = self._key_of(headers)
                scope["state"]["owner"] = key.name
                upload_bytes = min(upload_bytes, key.upload_mb * 1_000_000)
            upload = _Upload(self, receive, upload_bytes, self._service.settings.upload_s)
            upload.check_announced(headers)
        except RequestError as error:
            await _refusal(error, headers)(scope, receive, send)
            return
        try:
            await self._app(scope, upload.receive, send)
        finally:
            self._held_bytes -= upload.count

    def hold(self, count: int, largest: int) -> None:
        """Note that so many bytes more are in memory.

        Raises:
            RequestError: if those of all requests together are too many.
        """
        if self._held_bytes + count > _MOST_UPLOADS * largest:
            raise RequestError(RequestProblem.UPLOADS_FULL, seconds=_SOON_S)
        self._held_bytes += count

    def _check_place(self, method: str, headers: Headers) -> None:
        """Refuse what a page of another site asks for, and names that are not the server's.

        A link on such a page may be followed: that page sees nothing of what it leads to.

        Raises:
            RequestError: saying which.
        """
        host = headers.get("host", "")
        if not self._service.needs_key and not is_local_host(urlsplit(f"//{host}").hostname or ""):
            raise RequestError(RequestProblem.OTHER_HOST, host=host[:100])
        origin = headers.get("origin")
        is_other = origin is not None and urlsplit(origin).netloc != host
        is_asked_by_other = headers.get("sec-fetch-site") == "cross-site"
        is_link = method in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
        if is_other or (is_asked_by_other and not is_link):
            raise RequestError(RequestProblem.OTHER_SITE)

    def _key_of(self, headers: Headers) -> Key:
        """Return who asks, and count it.

        Raises:
            RequestError: if that is nobody who may, or asks too often.
        """
        scheme, _, presented = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not presented:
            raise RequestError(RequestProblem.KEY_MISSING)
        try:
            key = self._service.keys.find(presented.strip())
        except ServeError:  # a file that was damaged while the server runs lets nobody in
            key = None
        if key is None:
            raise RequestError(RequestProblem.KEY_UNKNOWN)
        wait_s = self._service.rates.wait_s(key, time.monotonic())
        if wait_s > 0:
            raise RequestError(
                RequestProblem.TOO_OFTEN, count=key.per_minute, seconds=math.ceil(wait_s)
            )
        return key


class _Upload:
    """A request's body on its way in: not too much, not too slowly.

    Args:
        gate: which knows what is in memory in all.
        receive: gets the next piece.
        most_bytes: of the body.
        longest_s: in which all of it is to arrive.
    """

    def __init__(self, gate: Gate, receive: Receive, most_bytes: int, longest_s: float) -> None:
        self._gate, self._receive, self._most_bytes = gate, receive, most_bytes
        self._longest_s, self._end = longest_s, time.monotonic() + longest_s
        self._is_whole = False
        self.count = 0

    def check_announced(self, headers: Headers) -> None:
        """Refuse a body that says that it is too large, before any of it is read.

        Raises:
            RequestError: if it is.
        """
        announced = headers.get("content-length", "0")
        if announced.isdecimal() and int(announced) > self._most_bytes:
            raise self._too_large()

    async def receive(self) -> Message:
        """Return the next piece of the body, or that whoever asks is gone.

        Raises:
            RequestError: if there is too much of it, or it takes too long.
        """
        if self._is_whole:
            return await self._receive()
        try:
            with anyio.fail_after(max(0.0, self._end - time.monotonic())):
                message = await self._receive()
        except TimeoutError as error:
            seconds = round(self._longest_s)
            raise RequestError(RequestProblem.TOO_SLOW, seconds=seconds) from error
        if message["type"] == "http.request":
            count = len(message.get("body", b""))
            if self.count + count > self._most_bytes:
                raise self._too_large()
            self._gate.hold(count, self._most_bytes)
            self.count += count
            self._is_whole = not message.get("more_body", False)
        return message

    def _too_large(self) -> RequestError:
        megabytes = self._most_bytes // 1_000_000
        return RequestError(RequestProblem.TOO_MANY_BYTES, megabytes=megabytes)


def _refusal(error: RequestError, headers: Headers) -> Response:
    language = language_of(headers.get("accept-language", ""))
    return problem_response(error.text, language, Blame.REQUEST)


def _method(scope: Scope) -> str:
    """Return a request's method, or that it is none that there is."""
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT") else "other"
