"""Parses and fits by HTTP are those of the library, to the pixel."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import tryon
from tests.limits import wait_until
from tests.serve.conftest import jpeg_of_width
from tests.serve.running import Server
from tryon.fitting.cloth.pattern import Pattern, PatternPicture
from tryon.fitting.parameters import FitParameters, write_parameters
from tryon.resources import sample_garments_folder
from tryon.serve.web.schemas import FitReport, GarmentReport, ParseReport

pytestmark = pytest.mark.slow


def pixels(png: bytes | str) -> NDArray[np.uint8]:
    data = base64.b64decode(png) if isinstance(png, str) else png
    return np.asarray(Image.open(io.BytesIO(data)))


@pytest.fixture(scope="module")
def look(photo: bytes) -> tryon.Look:
    """The same photo, opened by the library."""
    return tryon.open(Image.open(io.BytesIO(photo)), name="photo.jpg", use_cache=False)


def test_a_parse_is_that_of_the_library(server: Server, photo: bytes, look: tryon.Look) -> None:
    reply = server.post("/v1/parse", ("photo", photo))
    assert reply.status == 200
    said = reply.json
    ParseReport.model_validate(said)
    assert (said["num_persons"], said["width"], said["height"]) == (1, 240, 360)
    assert said["people"][0]["box"] == list(look.people[0].box.edges)
    assert said["people"][0]["joints"]["left_shoulder"][2] > 0.3
    assert (pixels(said["labels"]) == look.labels).all()
    assert (pixels(said["person_map"]) == look.person_map).all()
    assert (pixels(said["segmentation_image"]) == look.labels).all(), "a palette's values"
    assert "overlay" not in said


def test_json_with_base64_gives_the_same_and_maps_may_be_run_lengths(
    server: Server, photo: bytes, look: tryon.Look
) -> None:
    asked = {"photo": base64.b64encode(photo).decode(), "include": ["labels"], "encoding": "rle"}
    said = server.post_json("/v1/parse", asked).json
    values, counts = said["labels"][::2], said["labels"][1::2]
    assert (np.repeat(values, counts).reshape(360, 240) == look.labels).all()
    assert "person_map" not in said


@pytest.mark.parametrize(("included", "shape"), [("person_map", (360, 240)), (None, (360, 240, 3))])
def test_a_picture_is_the_answer_where_one_is_accepted(
    server: Server, photo: bytes, look: tryon.Look, included: str | None, shape: tuple[int, ...]
) -> None:
    fields = [("photo", photo), *([("include", included)] if included else [])]
    reply = server.post("/v1/parse", *fields, Accept="image/png")
    assert reply.headers["content-type"] == "image/png"
    found = pixels(reply.body)
    assert found.shape == shape
    assert (found == (look.person_map if included else look.overlay())).all()


def test_a_fit_is_that_of_the_library(
    server: Server, photo: bytes, shirt: bytes, look: tryon.Look
) -> None:
    garments = [("garment", "jeans-blue"), ("garment", ("Shirt.png", shirt))]
    own = '{"sleeve_length": 0.7}'
    said = server.post("/v1/fit", ("photo", photo), *garments, ("parameters", own)).json
    FitReport.model_validate(said)
    jeans = tryon.load_garment(sample_garments_folder() / "jeans-blue.png")
    top = tryon.load_garment(Image.open(io.BytesIO(shirt)), name="Shirt")
    dressed = look.wear(jeans, sleeve_length=0.7).wear(top, sleeve_length=0.7)
    assert (pixels(said["picture"]) == dressed.image).all()
    assert [(each["garment"], each["region"]) for each in said["worn"]] == [
        ("Blue jeans", "lower"),
        ("Shirt", "upper"),
    ]
    assert said["shares"]["guessed"] == round(dressed.shares.guessed, 4)
    assert tuple(said["notes"]) == dressed.notes


def test_each_garment_may_have_its_person_region_and_parameters(
    server: Server, photo: bytes
) -> None:
    asked = {
        "photo": base64.b64encode(photo).decode(),
        "garment": [{"id": "trousers-black"}, {"id": "tshirt-white"}],
        "person": [1, 1],
        "region": ["lower", "upper"],
        "parameters": [{"hem_length": 1.0}, {"dye": {"colour": "#aa3355", "prints_too": False}}],
    }
    said = server.post_json("/v1/fit", asked)
    assert said.status == 200, said.body
    wrong = server.post_json("/v1/fit", {**asked, "region": ["lower", "upper", "upper"]})
    assert (wrong.status, wrong.problem) == (422, "NOT_ONE_EACH")
    nobody = server.post_json("/v1/fit", {**asked, "person": 2})
    assert (nobody.status, nobody.problem) == (422, "ONLY_ONE_PERSON")


def test_a_file_of_parameters_brings_its_pattern(
    server: Server, photo: bytes, look: tryon.Look, tmp_path: Path
) -> None:
    jeans = tryon.load_garment(sample_garments_folder() / "jeans-blue.png")
    for colour in ((230, 30, 40, 255), (30, 160, 60, 255)):
        squares = np.full((16, 16, 4), colour, np.uint8)
        squares[:8, :8] = 255
        own = FitParameters(pattern=Pattern(PatternPicture.of(squares), 0.1))
        write_parameters(tmp_path / "own.json", [own])
        text = (tmp_path / "own.json").read_text()
        asked = (("photo", photo), ("garment", "jeans-blue"), ("parameters", text))
        said = server.post("/v1/fit", *asked).json
        assert (pixels(said["picture"]) == look.wear(jeans, parameters=own).image).all()


def test_messages_are_in_the_language_of_who_asks(server: Server, photo: bytes) -> None:
    reply = server.post(
        "/v1/fit", ("photo", photo), ("garment", "no-such"), Accept_Language="zh-CN,zh;q=0.9"
    )
    assert (reply.status, reply.problem) == (404, "NO_SUCH_GARMENT")
    assert reply.json["detail"].startswith("没有服装 no-such")
    assert reply.headers["content-language"] == "zh-CN"


def test_the_same_photo_again_is_known_and_much_quicker(server: Server, photo: bytes) -> None:
    server.post("/v1/parse", ("photo", photo))
    hits, done = server.figure("store_hits_total"), server.figure("tasks_done_total")
    server.post("/v1/parse", ("photo", photo))
    assert server.figure("store_hits_total") == hits + 1
    assert server.figure("tasks_done_total") == done


def test_a_photo_that_was_parsed_is_not_parsed_again_for_other_pictures_of_it(
    server: Server,
) -> None:
    photo = jpeg_of_width(233)
    first = server.post("/v1/parse", ("photo", photo)).json
    again = server.post("/v1/parse", ("photo", photo), ("include", "person_map")).json
    assert first["milliseconds"].keys() >= {"find_people"}
    assert "find_people" not in again["milliseconds"] or (
        again["milliseconds"] == first["milliseconds"]
    ), "by the worker that has it still, or from what was kept"


def test_a_garment_is_described_kept_listed_worn_and_forgotten(
    server: Server, photo: bytes, shirt: bytes
) -> None:
    only = server.post("/v1/garments", ("picture", ("My shirt.png", shirt)), ("keep", "false"))
    GarmentReport.model_validate(only.json)
    assert (only.status, only.json["id"], only.json["category"]) == (200, None, "top")
    assert only.json["landmarks"]["neck_centre"][2] > 0.3
    kept = server.post("/v1/garments", ("picture", ("My shirt.png", shirt))).json
    again = server.post("/v1/garments", ("picture", ("Other name.png", shirt))).json
    assert kept["id"] == again["id"], "the same picture is one garment"
    listed = {each["id"]: each for each in server.get("/v1/garments").json["garments"]}
    assert listed[kept["id"]]["name"] == "My shirt"
    assert listed["tshirt-white"]["is_sample"] is True
    picture = server.get(listed[kept["id"]]["picture"])
    assert max(pixels(picture.body).shape[:2]) == 256
    worn = server.post("/v1/fit", ("photo", photo), ("garment", kept["id"]), Accept="image/png")
    assert worn.status == 200
    assert server.ask("DELETE", f"/v1/garments/{kept['id']}").status == 204
    assert server.get(listed[kept["id"]]["picture"]).status == 404
    assert server.ask("DELETE", "/v1/garments/tshirt-white").problem == "NOT_YOURS"


def test_what_is_no_garment_is_described_but_not_kept(server: Server, photo: bytes) -> None:
    said = server.post("/v1/garments", ("picture", photo), ("keep", "false"))
    assert said.json["category"] is None
    refused = server.post("/v1/garments", ("picture", photo))
    assert (refused.status, refused.problem) == (422, "WORN_BY_SOMEBODY")


def test_a_job_tells_how_far_it_is_and_has_the_same_answer(server: Server) -> None:
    fields = (("photo", jpeg_of_width(301)), ("garment", "sweater-knitted"))
    begun = server.post("/v1/fit", *fields, Prefer="respond-async")
    assert begun.status == 202
    place = begun.headers["location"]
    events = server.get(f"{place}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    lines = events.body.decode().split("\n\n")
    assert any('"stage": "warp"' in line for line in lines)
    assert lines[-2].startswith("event: done\n")
    assert server.get(place).json["status"] == "done"
    result = server.get(f"{place}/result")
    assert result.body == server.post("/v1/fit", *fields).body
    assert server.ask("DELETE", place).status == 204
    assert server.get(place).problem == "NO_SUCH_JOB"


def test_a_job_is_cancelled_by_deleting_it(server: Server) -> None:
    cancelled = server.figure("tasks_cancelled_total")
    restarts = server.figure("worker_restarts_total")
    fields = (("photo", jpeg_of_width(1500)), ("garment", "dress-floral"))
    place = server.post("/v1/fit", *fields, Prefer="respond-async").headers["location"]
    wait_until(lambda: server.get(place).json["status"] == "running")
    assert server.get(f"{place}/result").problem == "NOT_DONE"
    assert server.ask("DELETE", place).status == 204
    wait_until(lambda: server.figure("tasks_cancelled_total") == cancelled + 1)
    assert server.figure("worker_restarts_total") == restarts, "it stopped between two stages"
