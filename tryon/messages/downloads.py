"""What can go wrong with a download."""

from __future__ import annotations

from tryon.messages.message import Message


class DownloadProblem(Message):
    """Why a model cannot be downloaded, put into place or removed."""

    NO_CLIENT = (
        "downloads need ModelScope's hub client, which cannot be imported ({reason}); install it "
        "with pip install 'tryon[m2fp]', or use a file or folder that you already have."
    )
    NO_MIRROR = "{mirror} is no address of a mirror; expected https://host/path."
    UNREACHABLE = (
        "{host} cannot be reached ({reason}). Check the connection and try again; or {hint}."
    )
    NO_LIST = (
        "{host} does not answer as ModelScope does: a login page or proxy may be in between, or "
        "the mirror's address is wrong. Open the address in a browser; or {hint}."
    )
    LACKS_FILES = "{host} has no {files} of {model}; {hint}."
    NOT_FOUND = "{host} does not have {name} (HTTP {status}); {hint}."
    REFUSED = "{host} refuses to send {name} (HTTP {status}); {hint}."
    NOT_NOW = "{host} cannot send {name} at the moment (HTTP {status}). Try again later; or {hint}."
    OTHER_FILE = (
        "{host} sends {found} for {name}, expected {size} bytes: a login page or proxy may be in "
        "between, or the file has changed. Open the address in a browser; or {hint}."
    )
    DAMAGED = (
        "{host} sent a damaged {name}: its checksum is not the one that the hub lists. It was "
        "deleted. Try again later; or {hint}."
    )
    KEEPS_BREAKING = (
        "the connection to {host} keeps breaking ({reason}) at {kept} of {size} bytes of {name}. "
        "{partial} is kept: start again later to go on from there; or {hint}."
    )
    DISK_FULL = (
        "{path} cannot be written: {reason}. Free some space and start again; what has arrived is "
        "kept."
    )
    DISK_LOCKED = (
        "{path} cannot be written: {reason}. Make its folder writable, or set MODELSCOPE_CACHE to "
        "another folder."
    )
    DISK_FAILED = "{path} cannot be written: {reason}. Check the disk and start again."
    NO_ROOM = (
        "{folder} has no room: {needed} are needed and {free} are free. Free some space, or set "
        "MODELSCOPE_CACHE to a folder on another disk."
    )
    NOT_DELETED = (
        "{path} cannot be deleted: {reason}. Close programs that use it, and check that its folder "
        "can be written to."
    )
    ALREADY_RUNNING = (
        "another tryon is downloading {model} already; wait until it is done, or stop it first."
    )
    WITH_OPTIONS = "{problem} See --mirror and --from."


class Interruption(Message):
    """Why a transfer stopped, as a part of a sentence."""

    NAME_UNKNOWN = "its name is not known here"
    NOT_LISTENING = "it refuses the connection"
    NO_ANSWER = "no answer in time"
    CERTIFICATE = "its certificate is not trusted"
    PROXY = "the proxy does not connect"
    BROKEN_OFF = "the connection broke off"
    ENDED = "the answer ended after {size} bytes"
    NO_RESUMING = "it cannot resume, HTTP {status}"
    STATUS = "HTTP {status}"


class Sent(Message):
    """What a server sends instead of the file, as a part of a sentence."""

    TOO_MUCH = "more than {size} bytes"
    OTHER_SIZE = "{size} bytes"
    OTHER_KIND = "{size} bytes ({kind})"
