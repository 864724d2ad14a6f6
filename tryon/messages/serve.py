"""What the server says to who asks it for something, and to who starts it."""

from __future__ import annotations

from tryon.messages.message import Message


class ServeProblem(Message):
    """Why a server cannot start, or a key cannot be made."""

    NO_PACKAGES = (
        "the server needs packages that are not installed ({reason}); install them with pip "
        "install 'tryon[serve]'."
    )
    NO_REDIS = "a Redis needs a package ({reason}); install it with pip install 'tryon[redis]'."
    NEEDS_KEY = (
        "other computers can reach {host}, and there is no key that keeps strangers out; make one "
        "with 'tryon keys create NAME', or leave --host out."
    )
    NO_ADDRESS = "the server cannot be reached at {host}:{port} ({reason}); choose another --port."
    NOT_STARTED = (
        "the server's workers cannot start; close other programs and try again. If that does not "
        "help, report it with what 'tryon diagnostics' prints."
    )
    STORE_UNUSABLE = (
        "{place} cannot keep answers ({reason}); name another place with --store, or leave it out."
    )
    KEYS_UNUSABLE = (
        "the keys in {path} cannot be used ({reason}); put the file right, or delete it and make "
        "keys again."
    )
    KEY_NAME_TAKEN = "there is a key {name} already; choose another name, or revoke it first."
    KEY_NAME_WRONG = (
        "a key's name has 1 to 40 letters, digits, dots, hyphens and underscores, got {found}."
    )
    NO_SUCH_KEY = "there is no key {name}; 'tryon keys list' shows those that there are."


class RequestProblem(Message):
    """Why a server does not do what it was asked for."""

    KEY_MISSING = "a key is needed; send it as 'Authorization: Bearer KEY'."
    KEY_UNKNOWN = "this key is not known here, or was revoked; ask for another one."
    OTHER_SITE = "a page of another site asks for this; only the server's own page may."
    OTHER_HOST = (
        "this server is asked for as {host}, and without keys it answers as localhost only; start "
        "it with keys to use another name."
    )
    TOO_OFTEN = "this key may ask {count} times a minute; try again in {seconds} seconds."
    QUEUE_FULL = "{count} others are waiting already; try again in {seconds} seconds."
    UPLOADS_FULL = "too much is being uploaded at the moment; try again in {seconds} seconds."
    TOO_MANY_BYTES = "a request may have {megabytes} MB; send smaller pictures."
    TOO_SLOW = "the request took longer than {seconds} seconds to arrive; try a faster connection."
    BODY_KIND = "send multipart/form-data or application/json, got {found}."
    BODY_DAMAGED = "the request's body cannot be read ({reason})."
    FIELD_MISSING = "{field} is missing."
    FIELD_TWICE = "{field} is there more than once."
    FIELD_UNKNOWN = "{field} is none of the fields that there are: {known}."
    NO_PICTURE = "{field} must be a picture, got a text."
    NO_TEXT = "{field} must be a text, got something else."
    NO_BASE64 = "{field} must be a picture in base64."
    NO_NUMBER = "{field} must be a whole number from {low} to {high}, got {found}."
    NO_CHOICE = "{field} must be one of {choices}, got {found}."
    NOT_ONE_EACH = "{garments} garments, but {given} of {field}; send one for each, or none."
    TOO_MANY_GARMENTS = "at most {most} garments can be put on at once, got {given}."
    PARAMETERS = "parameters: {problem}"
    NOT_ACCEPTABLE = "the answer comes as {kinds}; ask for one of them with Accept."
    NO_SUCH_GARMENT = "there is no garment {id}; GET /v1/garments lists those that there are."
    NOT_YOURS = "{garment} ships with the app and cannot be removed."
    NO_SUCH_JOB = "there is no job {id}, or it was forgotten; ask for it again."
    NO_SUCH_PAGE = "there is nothing at {path}; /docs shows what there is."
    OTHER_METHOD = "{path} does not take {method}; /docs shows what it takes."
    NOT_DONE = "the job is not done yet; its status is {status}."
    CANCELLED = "the job was cancelled."
    TOOK_TOO_LONG = "it took longer than {seconds} seconds; use a smaller photo."
    TOOK_TOO_MUCH = "it took more than {megabytes} MB of memory; use a smaller photo."
    WORKER_ENDED = (
        "the process that worked on it ended unexpectedly, and so did the one that tried again; "
        "use another photo, and report it with what 'tryon diagnostics' prints."
    )
    STOPPING = "the server is stopping; try again in {seconds} seconds."
    NO_MEMORY = "the server is out of memory; use a smaller photo."
    UNFORESEEN = "tryon made a mistake; the server's log says more."


HTTP_STATUS = {
    RequestProblem.KEY_MISSING: 401,
    RequestProblem.KEY_UNKNOWN: 401,
    RequestProblem.OTHER_SITE: 403,
    RequestProblem.OTHER_HOST: 421,
    RequestProblem.TOO_OFTEN: 429,
    RequestProblem.QUEUE_FULL: 429,
    RequestProblem.UPLOADS_FULL: 429,
    RequestProblem.TOO_MANY_BYTES: 413,
    RequestProblem.TOO_SLOW: 408,
    RequestProblem.BODY_KIND: 415,
    RequestProblem.BODY_DAMAGED: 400,
    RequestProblem.NOT_ACCEPTABLE: 406,
    RequestProblem.NO_SUCH_GARMENT: 404,
    RequestProblem.NOT_YOURS: 403,
    RequestProblem.NO_SUCH_JOB: 404,
    RequestProblem.NO_SUCH_PAGE: 404,
    RequestProblem.OTHER_METHOD: 405,
    RequestProblem.NOT_DONE: 409,
    RequestProblem.CANCELLED: 409,
    RequestProblem.STOPPING: 503,
}
"""The status of each problem; 422 for the others, which are about what was sent."""
