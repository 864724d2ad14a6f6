"""What strangers send: nothing of it makes a server fail, hang, forget its limits or leak."""

from __future__ import annotations

import io
import socket
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from tests.limits import LIMIT_S, wait_until
from tests.serve.conftest import MEGAPIXELS, QUEUE, UPLOAD_MB, jpeg_of_width
from tests.serve.running import Server, form_of

pytestmark = pytest.mark.slow


def png_that_says(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says that it is of any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def blank(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "EMPTY"),
        (b"GIF89a", "DAMAGED_AT_START"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "NO_PICTURE"),
        (b"%PDF-1.7", "NO_PICTURE"),
        (png_that_says(60_000, 60_000), "TOO_LARGE"),
        (png_that_says(500, 500), "DAMAGED"),
        (blank(8, 8), "TOO_SMALL"),
        (blank(2100, 2000), "TOO_LARGE"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(
    server: Server, content: bytes, problem: str
) -> None:
    reply = server.post("/v1/parse", ("photo", content))
    assert (reply.status, reply.problem) == (422, problem)
    if problem == "TOO_LARGE":
        assert f"the limit is {MEGAPIXELS}." in reply.json["detail"]


def test_a_photo_without_people_has_none_and_cannot_be_dressed(server: Server) -> None:
    assert server.post("/v1/parse", ("photo", blank(200, 300))).json["num_persons"] == 0
    reply = server.post("/v1/fit", ("photo", blank(200, 300)), ("garment", "tshirt-white"))
    assert (reply.status, reply.problem) == (422, "NOBODY_IN")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"--x\r\n", "multipart/form-data; boundary=x", 422),
        (b"--x", "multipart/form-data", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"photo": 1, "photo": 2}', "application/json", 400),
        (b'{"photo": "!"}', "application/json", 422),
        (b'{"photo": "\\ud800"}', "application/json", 400),
        (b'{"photo": {"deep": []}}', "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"photo": [' + b"[]," * 100_000 + b"1]}", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"photo=1", "application/x-www-form-urlencoded", 415),
        (b"", "", 415),
    ],
)
def test_a_damaged_body_is_refused(server: Server, body: bytes, kind: str, status: int) -> None:
    reply = server.ask("POST", "/v1/parse", body, {"Content-Type": kind})
    assert reply.status == status
    assert reply.problem


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ([("include", "everything")], "NO_CHOICE"),
        ([("encoding", "bmp")], "NO_CHOICE"),
        ([("colour", "red")], "FIELD_UNKNOWN"),
        ([("photo", b"twice")], "FIELD_TWICE"),
        ([("encoding", b"a file")], "NO_TEXT"),
        ([(f"field{number}", "x") for number in range(100)], "BODY_DAMAGED"),
    ],
)
def test_fields_that_make_no_sense_are_refused(
    server: Server, photo: bytes, fields: list[tuple[str, str | bytes]], problem: str
) -> None:
    assert server.post("/v1/parse", ("photo", photo), *fields).problem == problem


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("person", "0", "NO_NUMBER"),
        ("person", "9" * 5000, "NO_NUMBER"),
        ("person", "-1", "NO_NUMBER"),
        ("region", "hat", "NO_CHOICE"),
        ("parameters", "{", "PARAMETERS"),
        ("parameters", '{"move_x": 1e999}', "PARAMETERS"),
        ("parameters", '{"move_x": 7}', "PARAMETERS"),
        ("parameters", '{"made_up": 1}', "PARAMETERS"),
        ("garment", "../../etc/passwd", "NO_SUCH_GARMENT"),
    ],
)
def test_values_out_of_range_are_refused(
    server: Server, photo: bytes, field: str, value: str, problem: str
) -> None:
    reply = server.post("/v1/fit", ("photo", photo), ("garment", "tshirt-white"), (field, value))
    assert reply.problem == problem


def test_a_name_is_a_name_and_no_path(server: Server, photo: bytes) -> None:
    reply = server.post("/v1/parse", ("photo", ("../../a\\b/<i>.jpg", photo)))
    assert reply.json["photo"] == "<i>.jpg"


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_request_that_is_too_large_is_refused_before_it_is_whole(
    server: Server, is_announced: bool
) -> None:
    body, kind = form_of([("photo", bytes(UPLOAD_MB * 1_000_000 + 1))])
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_S) as connection:
        size = f"Content-Length: {len(body)}" if is_announced else "Transfer-Encoding: chunked"
        head = (
            f"POST /v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{size}\r\n\r\n"
        )
        connection.sendall(head.encode())
        if not is_announced:
            piece = body[: UPLOAD_MB * 1_000_000 + 1]
            connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        assert connection.recv(2000).startswith(b"HTTP/1.1 413 ")


def test_who_sends_too_slowly_is_told_so_and_holds_nobody_up(server: Server, photo: bytes) -> None:
    body, kind = form_of([("photo", photo)])
    head = f"POST /v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
    slow = []
    for _ in range(20):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_S)
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:100])
        slow.append(connection)
    assert server.post("/v1/parse", ("photo", photo)).status == 200
    for connection in slow:
        with connection:
            assert connection.recv(2000).startswith(b"HTTP/1.1 408 ")


def test_who_leaves_is_not_worked_for(server: Server) -> None:
    cancelled = server.figure("tasks_cancelled_total")
    body, kind = form_of([("photo", jpeg_of_width(1490)), ("garment", "dress-floral")])
    head = f"POST /v1/fit HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_S) as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        wait_until(lambda: server.figure("running") == 1)
    wait_until(lambda: server.figure("tasks_cancelled_total") == cancelled + 1)


def test_many_at_once_are_answered_or_told_when_to_come_back(server: Server) -> None:
    photos = [jpeg_of_width(width) for width in range(150, 172)]
    with ThreadPoolExecutor(len(photos)) as askers:
        replies = list(askers.map(lambda each: server.post("/v1/parse", ("photo", each)), photos))
    assert {reply.status for reply in replies} == {200, 429}
    for reply in replies:
        if reply.status == 429:
            assert reply.problem == "QUEUE_FULL"
            assert int(reply.headers["retry-after"]) >= 1
    assert sum(reply.status == 200 for reply in replies) > QUEUE
    assert server.post("/v1/parse", ("photo", jpeg_of_width(149))).status == 200, "normal again"


def test_those_who_ask_for_the_same_at_once_share_one_computation(server: Server) -> None:
    done, photo = server.figure("tasks_done_total"), jpeg_of_width(700)
    with ThreadPoolExecutor(5) as askers:
        replies = list(askers.map(lambda _: server.post("/v1/parse", ("photo", photo)), range(5)))
    assert len({reply.body for reply in replies}) == 1
    assert server.figure("tasks_done_total") == done + 1


@pytest.mark.parametrize(
    ("headers", "status", "problem"),
    [
        ({"Host": "evil.example"}, 421, "OTHER_HOST"),
        ({"Origin": "https://evil.example"}, 403, "OTHER_SITE"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "OTHER_SITE"),
    ],
)
def test_pages_of_other_sites_are_kept_out(
    server: Server, photo: bytes, headers: dict[str, str], status: int, problem: str
) -> None:
    reply = server.post("/v1/parse", ("photo", photo), **headers)
    assert (reply.status, reply.problem) == (status, problem)
    assert "access-control-allow-origin" not in reply.headers


def test_a_link_on_another_page_may_be_followed(server: Server) -> None:
    linked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert server.get("/", **linked).status == 200
    assert server.ask("DELETE", "/v1/garments/x", headers=linked).problem == "OTHER_SITE"


def test_every_answer_forbids_what_a_page_does_not_need(server: Server) -> None:
    for path in ("/", "/docs", "/v1/garments", "/nothing", "/web/main.js"):
        headers = server.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_pages_hold_nothing_that_the_rules_forbid(server: Server) -> None:
    for path in ("/", "/docs"):
        page = server.get(path).body.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count('<script type="module" src="/web/')
        assert "https://" not in page


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/v1/parse", "text/html", 406),
        ("/v1/parse", "image/png;q=0", 406),
        ("/web/../keys", "", 404),
    ],
)
def test_what_cannot_be_given_is_said(
    server: Server, photo: bytes, path: str, accept: str, status: int
) -> None:
    reply = server.post(path, ("photo", photo), Accept=accept)
    assert reply.status == status


def test_no_picture_is_written_anywhere_and_none_is_named_in_a_log(server: Server) -> None:
    """The last test of this module: whatever the others sent is gone."""
    secret = ("holiday-in-secret.jpg", jpeg_of_width(222))
    server.post("/v1/fit", ("photo", secret), ("garment", "tshirt-white"))
    files = [path for path in server.home.rglob("*") if path.is_file()]
    signatures = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
    ours = ("thumbnails", "measures", "serve-garments")
    pictures = [
        path
        for path in files
        if not any(name in path.parts for name in ours)
        and any(mark in path.read_bytes() for mark in signatures)
    ]
    assert pictures == []
    assert all(b"holiday-in-secret" not in path.read_bytes() for path in files)
    said = [line for line in server.errors.splitlines() if "worker" not in line]
    assert said == []
