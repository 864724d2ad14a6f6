"""What a hub sends, and a network that does not work, end in one line that says what to look at."""

from __future__ import annotations

import json
import socket
import ssl

import pytest

from tests.hub import Hub
from tryon.errors import DownloadError
from tryon.messages import DownloadProblem, Interruption
from tryon.models.catalogue import M2FP
from tryon.models.download import plan_download
from tryon.models.network_failure import interruption_of
from tryon.progress import CancelToken

requests = pytest.importorskip("requests")  # comes with ModelScope's client


def listing_with_size(size: bytes) -> bytes:
    """Return a hub's list of files, each of a size that is written like this."""
    files = [{"Path": name, "Size": 77, "Sha256": "", "Type": "blob"} for name in M2FP.files]
    listing = json.dumps({"Code": 200, "Success": True, "Data": {"Files": files}})
    return listing.encode().replace(b"77", size)


NO_LISTS = {
    "a login page": b"<html>Please log in</html>",
    "nothing": b"",
    "a list": b"[1, 2]",
    "other names": b'{"Code": 200, "Data": {"Files": [{"Name": 1}]}}',
    "no files": b'{"Code": 200, "Data": {"Files": 7}}',
    "null": b"null",
    "deep": b"[" * 100_000,
    "an endless size": listing_with_size(b"1" + b"0" * 400),
    "an endless number": listing_with_size(b"1" * 6000),
    "a size below zero": listing_with_size(b"-5"),
    "infinity": listing_with_size(b"1e999"),
    "no number": listing_with_size(b'"large"'),
}


@pytest.mark.parametrize("body", NO_LISTS.values(), ids=NO_LISTS.keys())
def test_an_answer_that_is_no_list_of_files_is_one_line(
    body: bytes, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modelscope_hub._legacy_api.REPO_TREE_PAGE_MAX_ATTEMPTS", 1)
    hub.list_body = body
    with pytest.raises(DownloadError) as caught:
        plan_download(M2FP, hub.url, CancelToken())
    assert caught.value.problem in (DownloadProblem.NO_LIST, DownloadProblem.LACKS_FILES)
    assert "127.0.0.1" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("mirror", ["https://[bad", "no address", "https://", "https://host:port"])
def test_what_is_no_address_of_a_mirror_is_one_line(mirror: str) -> None:
    pytest.importorskip("modelscope_hub")
    with pytest.raises(DownloadError, match="is no address of a mirror"):
        plan_download(M2FP, mirror, CancelToken())


@pytest.mark.parametrize(
    ("kind", "cause", "interruption"),
    [
        (requests.ConnectionError, socket.gaierror(-2, "unknown"), Interruption.NAME_UNKNOWN),
        (requests.ConnectionError, ConnectionRefusedError(), Interruption.NOT_LISTENING),
        (requests.ReadTimeout, TimeoutError(), Interruption.NO_ANSWER),
        (requests.ConnectTimeout, TimeoutError(), Interruption.NO_ANSWER),
        (requests.exceptions.SSLError, ssl.SSLError(), Interruption.CERTIFICATE),
        (requests.exceptions.ProxyError, ConnectionRefusedError(), Interruption.PROXY),
        (requests.ConnectionError, ConnectionResetError(), Interruption.BROKEN_OFF),
    ],
)
def test_why_a_server_is_not_reached_is_said_in_words(
    kind: type[Exception], cause: Exception, interruption: Interruption
) -> None:
    library, client = kind(cause), ConnectionError("the client's own")
    client.__cause__ = library  # as `raise client from library` leaves it
    assert interruption_of(client) is interruption
