"""Errors as responses: problem+json (RFC 9457), in the app's own words and the asker's language."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from tryon.errors import ExportError, RequestError
from tryon.messages import RequestProblem, Text
from tryon.messages.serve import HTTP_STATUS
from tryon.serve.languages import language_of, text_in
from tryon.serve.work.tasks import Blame, Failure, Language

PROBLEM_KIND = "application/problem+json"

_STATUS_OF_BLAME = {Blame.REQUEST: 422, Blame.SERVER: 500, Blame.STORAGE: 507}
_LOG = logging.getLogger(__name__)


def status_of(text: Text, blame: Blame = Blame.REQUEST) -> int:
    """Return the status of a problem."""
    message = text.message
    if isinstance(message, RequestProblem) and blame is Blame.REQUEST:
        return HTTP_STATUS.get(message, _STATUS_OF_BLAME[blame])
    return _STATUS_OF_BLAME[blame]


def problem_response(text: Text, language: Language, blame: Blame = Blame.REQUEST) -> Response:
    """Return the response that says what is wrong."""
    status, message = status_of(text, blame), text.message
    headers = {"Cache-Control": "no-store", "Content-Language": language.value}
    if status in (429, 503):
        headers["Retry-After"] = str(text.values["seconds"])
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    content = {
        "type": f"urn:tryon:{type(message).__name__}:{message.name}",
        "title": message.name.replace("_", " ").capitalize(),
        "status": status,
        "detail": text_in(language, text),
    }
    return JSONResponse(content, status, headers, media_type=PROBLEM_KIND)


def failure_response(failure: Failure, language: Language) -> Response:
    """Return the response for a task that failed."""
    return problem_response(failure.problem, language, failure.blame)


def asked_language(request: Request) -> Language:
    """Return the language that a request is to be answered in."""
    return language_of(request.headers.get("accept-language", ""))


def add_problem_handlers(app: FastAPI) -> None:
    """Have every error of an app end in a problem."""

    @app.exception_handler(RequestError)
    def of_request(request: Request, error: RequestError) -> Response:
        return problem_response(error.text, asked_language(request))

    @app.exception_handler(ExportError)
    def of_storage(request: Request, error: ExportError) -> Response:
        return problem_response(error.text, asked_language(request), Blame.STORAGE)

    @app.exception_handler(RequestValidationError)
    def of_values(request: Request, error: RequestValidationError) -> Response:
        reason = "; ".join(str(each["msg"]) for each in error.errors()[:3])
        text = RequestProblem.BODY_DAMAGED.with_values(reason=reason)
        return problem_response(text, asked_language(request))

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if error.status_code == 405:
            text = RequestProblem.OTHER_METHOD.with_values(path=path, method=request.method)
            response = problem_response(text, asked_language(request))
            response.headers.update(error.headers or {})
            return response
        if error.status_code == 404:
            text = RequestProblem.NO_SUCH_PAGE.with_values(path=path)
            return problem_response(text, asked_language(request))
        text = RequestProblem.BODY_DAMAGED.with_values(reason=error.detail)
        return problem_response(text, asked_language(request))

    @app.exception_handler(Exception)
    def of_mistake(request: Request, error: Exception) -> Response:
        _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
        text = Text(RequestProblem.UNFORESEEN)
        return problem_response(text, asked_language(request), Blame.SERVER)
