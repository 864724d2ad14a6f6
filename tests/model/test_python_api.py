"""``import tryon``: the page about it is true, and its pixels are those of the other faces."""

from __future__ import annotations

import doctest
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import tryon
from tests.model import bundled
from tryon.api.look import FitValues, with_values
from tryon.cli import main
from tryon.document.commands import PutOn
from tryon.document.dress import carry_out, dress
from tryon.document.layer_commands import ChangeLayer, MoveLayer
from tryon.document.look import Look as DocumentLook
from tryon.document.look_file import read_look, write_look
from tryon.document.variant_commands import AddVariant
from tryon.errors import EntryError, ExportError, FitError, GarmentError, ImageReadError
from tryon.fitting.composite import LayerState
from tryon.fitting.fit import FitCache
from tryon.imaging import read_photo, write_image
from tryon.labels import Label
from tryon.parsing import Engine, HumanParser
from tryon.resources import sample_garments_folder, sample_photos
from tryon.session import TryOnState

PAGE = Path(__file__).parents[2] / "docs" / "PYTHON.md"
GARMENTS = sample_garments_folder()
SHIRT, JEANS, DRESS = (
    GARMENTS / f"{name}.png" for name in ("tshirt-striped", "jeans-blue", "dress-floral")
)


@pytest.fixture(autouse=True)
def loaded_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parsers be loaded once for all tests."""

    def load(engine: Engine, *_: object) -> HumanParser:
        assert engine is Engine.BUNDLED
        return bundled.parser()

    monkeypatch.setattr("tryon.parsing.choice.create_parser", load)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the page's examples: a photo, a shirt and jeans."""
    with Image.open(sample_photos()[0]) as image:
        small = image.convert("RGB").resize((image.width // 2, image.height // 2))
        small.save(tmp_path / "photo.jpg", quality=95)
    for name, source in (("shirt.png", SHIRT), ("jeans.png", JEANS)):
        (tmp_path / name).write_bytes(source.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def look(folder: Path) -> tryon.Look:
    return tryon.open(folder / "photo.jpg")


@pytest.mark.slow
@pytest.mark.skipif("sys.platform == 'win32'", reason="the page shows PosixPath")
def test_every_example_of_the_page_does_what_it_says(folder: Path) -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted > 40
    assert outcome.failed == 0


@pytest.mark.slow
def test_it_makes_the_very_file_that_the_command_makes(look: tryon.Look, folder: Path) -> None:
    words = ["fit", "photo.jpg", "--garment", "jeans.png", "--garment", "shirt.png"]
    assert main([*words, "-o", "command.png", "--save", "command.tryon"]) == 0
    dressed = look.wear("jeans.png").wear("shirt.png", person=1)
    dressed.save("here.png")
    assert (folder / "here.png").read_bytes() == (folder / "command.png").read_bytes()
    np.testing.assert_array_equal(tryon.open("command.tryon").image, dressed.image)
    assert main(["export", str(dressed.save("here.tryon")), "-o", "again.png"]) == 0
    assert (folder / "again.png").read_bytes() == (folder / "here.png").read_bytes()


@pytest.mark.slow
def test_it_makes_the_pixels_that_the_commands_of_the_window_make(look: tryon.Look) -> None:
    photo = read_photo(Path("photo.jpg"))
    seen = DocumentLook(photo, bundled.parser().parse(photo.pixels))
    worn, known = TryOnState(photo=photo, parse=seen.parse), {}
    for garment in map(tryon.load_garment, (SHIRT, JEANS, DRESS)):
        done = carry_out(PutOn(1, garment), seen, FitCache().fit, known=known)
        seen = done.look
        worn = TryOnState(photo=photo, parse=seen.parse, worn=done.worn)
        look = look.wear(garment)
        np.testing.assert_array_equal(look.image, worn.composite())
        np.testing.assert_array_equal(look.coverage, worn.coverage())
    assert [each.garment.name for each in look.worn] == ["Floral dress"], "it takes both places"


@pytest.mark.slow
def test_layers_and_variants_have_the_pixels_of_the_window_everywhere(
    look: tryon.Look, folder: Path
) -> None:
    """Hidden, faint and moved layers: in the window, after a file, in Python and by `export`."""
    photo = read_photo(Path("photo.jpg"))
    seen = DocumentLook(photo, bundled.parser().parse(photo.pixels))
    shirt, jeans = map(tryon.load_garment, (SHIRT, JEANS))
    for command in (
        PutOn(1, jeans),
        PutOn(1, shirt),
        AddVariant("Day", "Night"),
        ChangeLayer(1, LayerState(opacity=0.6)),
        MoveLayer(1, -1),
        AddVariant("Bare", ""),
        ChangeLayer(1, LayerState(is_visible=False)),
    ):
        seen = command.apply(seen)
    write_look(folder / "varied.tryon", seen)
    opened = tryon.open("varied.tryon")
    assert opened.variants == ("Night", "Day", "Bare")
    fit, pictures = FitCache().fit, {}
    for number, name in enumerate(opened.variants, start=1):
        shown = seen.variant(name)
        assert shown is not None
        assert shown.parse is not None
        pictures[name] = dress(shown, shown.parse, fit).state.composite()
        np.testing.assert_array_equal(opened.variant(name).image, pictures[name])
        np.testing.assert_array_equal(opened.variant(number).image, pictures[name])
        words = ["export", "varied.tryon", "--variant", name, "-o", f"{name}.png"]
        assert main(words) == 0
        np.testing.assert_array_equal(read_photo(Path(f"{name}.png")).pixels, pictures[name])
    assert len({picture.tobytes() for picture in pictures.values()}) == 3
    opened.variant("Day").save("again.tryon")
    assert tryon.open("again.tryon").variants == opened.variants
    np.testing.assert_array_equal(tryon.open("again.tryon").image, pictures["Day"])
    with pytest.raises(ValueError, match="variant"):
        opened.variant("Noon")
    assert main(["export", "varied.tryon", "--variant", "Noon", "-o", "no.png"]) == 2


@pytest.mark.slow
def test_a_look_stays_as_it_was_and_cannot_be_written_to(look: tryon.Look) -> None:
    before = look.image
    dressed = look.wear(SHIRT)
    np.testing.assert_array_equal(look.image, before)
    np.testing.assert_array_equal(dressed.photo, before)
    np.testing.assert_array_equal(dressed.take_off(person=1, region="upper").image, before)
    np.testing.assert_array_equal(dressed.take_off(person=2).image, dressed.image)
    dressed.image[:] = 0
    assert dressed.image.any()
    for array in (look.photo, look.labels, look.person_map):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


@pytest.mark.slow
def test_a_garment_is_laid_over_another_only_when_that_is_wanted(look: tryon.Look) -> None:
    twice = look.wear(SHIRT).wear(GARMENTS / "tshirt-white.png")
    assert [worn.garment.name for worn in twice.worn] == ["White T-shirt"]
    over = look.wear(SHIRT).wear(GARMENTS / "tshirt-white.png", over=True)
    assert [worn.garment.name for worn in over.worn] == ["Striped T-shirt", "White T-shirt"]


@pytest.mark.slow
def test_pictures_of_every_form_make_the_same_look(look: tryon.Look, folder: Path) -> None:
    """Files, arrays with and without alpha, and Pillow images, which may say how they were held."""
    pixels = read_photo(folder / "photo.jpg").pixels
    opaque = np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).transpose(Image.Transpose.ROTATE_90).save("turned.png", exif=exif)
    forms = (pixels, opaque, Image.fromarray(pixels), Image.open("turned.png"), "photo.jpg")
    for form in forms:
        np.testing.assert_array_equal(tryon.open(form).photo, look.photo)
        np.testing.assert_array_equal(tryon.parse(form).labels, look.labels)
    with Image.open(SHIRT) as picture:
        shirts = picture.convert("RGBA"), np.asarray(picture.convert("RGBA"))
    of_file = look.wear("shirt.png").image
    for shirt in shirts:
        np.testing.assert_array_equal(look.wear(shirt).image, of_file)
    given = pixels.copy()
    opened = tryon.open(given)
    given[:] = 0
    np.testing.assert_array_equal(opened.photo, pixels)


def test_grey_pictures_are_pictures_too() -> None:
    grey = np.full((64, 48), 90, np.uint8)
    assert tryon.open(grey).photo.tolist() == np.dstack([grey] * 3).tolist()


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.zeros((64, 48, 3), np.float64), r"array \(64, 48, 3\) of float64; pass uint8"),
        (np.zeros((64, 48, 2), np.uint8), r"array \(64, 48, 2\) of uint8"),
        (np.zeros((9, 9, 3), np.uint8), "9x9 pixels; a photo needs"),
        (np.zeros((64, 48, 4), np.uint8), "transparent everywhere"),
        (b"a photo", "of the type bytes, which is no picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(picture: object, words: str) -> None:
    with pytest.raises(ImageReadError, match=words):
        tryon.open(picture)  # type: ignore[arg-type]


def test_a_garment_in_memory_that_is_none_is_refused_by_its_name() -> None:
    with pytest.raises(GarmentError, match=r"^cap: "):
        tryon.load_garment(np.zeros((90, 90, 4), np.uint8), name="cap")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"region": "shoes"}, "region must be one of upper, lower, dress"),
        ({"category": "cape"}, "category must be one of top, trousers"),
        ({"tuck": "sometimes"}, "tuck must be one of auto"),
        ({"shading": 7}, "shading must be between"),
    ],
)
def test_a_value_that_is_none_is_a_value_error(
    look: tryon.Look, values: dict[str, object], words: str
) -> None:
    with pytest.raises(EntryError, match=words):
        look.wear(SHIRT, **values)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="sleeves"):
        look.wear(SHIRT, sleeves=1)  # type: ignore[call-arg]


def test_every_parameter_of_a_fit_can_be_named() -> None:
    assert FitValues.__annotations__.keys() == tryon.FitParameters.__annotations__.keys()


def test_a_colour_is_named_as_text() -> None:
    dyed = with_values(tryon.FitParameters(), {"dye": "#aa3355"})
    assert dyed.dye is not None
    assert dyed.dye.colour == (0xAA, 0x33, 0x55)
    with pytest.raises(EntryError, match="red"):
        with_values(tryon.FitParameters(), {"dye": "red"})


def test_a_picture_is_a_pattern_and_a_value_out_of_range_is_refused() -> None:
    picture = np.full((20, 30, 3), (10, 200, 30), np.uint8)
    printed = with_values(tryon.FitParameters(), {"pattern": picture})
    assert printed.pattern == tryon.load_pattern(Image.fromarray(picture))
    with pytest.raises(EntryError, match="scale must be between"):
        tryon.load_pattern(picture, scale=3)


@pytest.mark.slow
def test_a_size_is_worn_and_the_file_keeps_the_height(look: tryon.Look, folder: Path) -> None:
    table = "Size\tHalf chest\nS\t46\nXL\t56\n"
    worn = look.wear(SHIRT, size="XL", size_table=table, height_cm=178)
    small = look.wear(SHIRT, size="S", size_table=table, height_cm=178)
    widths = [each.worn[0].parameters.width for each in (small, worn)]
    assert widths[1] / widths[0] == pytest.approx(56 / 46, abs=0.01)
    worn.save("sized.tryon")
    tryon.open("sized.tryon").take_off().save("again.tryon")
    assert read_look(folder / "again.tryon").look.heights == ((1, 178.0),)


@pytest.mark.slow
def test_a_garment_is_worn_where_it_is_said_to_be(look: tryon.Look) -> None:
    as_skirt = look.wear(JEANS, category="skirt").worn[0].garment
    assert as_skirt.category is tryon.GarmentCategory.SKIRT
    jeans = tryon.load_garment(JEANS, name="Mine")
    assert tryon.load_garment(jeans, category="skirt").category is tryon.GarmentCategory.SKIRT
    assert (jeans.name, jeans.file) == ("Mine", JEANS)
    assert tryon.load_garment(SHIRT, region="dress").category is tryon.GarmentCategory.DRESS


@pytest.mark.slow
def test_what_somebody_wears_is_a_garment(look: tryon.Look) -> None:
    top = look.take("upper")
    assert (top.category, top.name) == (tryon.GarmentCategory.TOP, "upper of photo.jpg")
    assert look.take("lower").category.region is tryon.Region.LOWER
    again = look.wear(top)
    error = (again.image.astype(float) - look.photo)[look.parse.region_mask(1, tryon.Region.UPPER)]
    assert 10 * np.log10(255**2 / (error**2).mean()) > 27
    with pytest.raises(FitError, match="there is no person 2"):
        look.take("upper", person=2)


@pytest.mark.slow
def test_notebooks_show_looks_and_garments(look: tryon.Look) -> None:
    large = tryon.open(np.asarray(look.to_pil().resize((1200, 1800))))
    for shown in (look, large, tryon.load_garment(SHIRT)):
        assert shown._repr_png_().startswith(b"\x89PNG")
    Path("shown.png").write_bytes(large._repr_png_())
    with Image.open("shown.png") as image:
        assert image.size == (800, 1200)
    assert np.asarray(look, np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="copy=False"):
        look.__array__(copy=False)


@pytest.mark.slow
def test_inputs_are_never_written_over(look: tryon.Look, folder: Path) -> None:
    dressed = look.wear("shirt.png")
    kept = {name: (folder / name).read_bytes() for name in ("photo.jpg", "shirt.png")}
    for name in kept:
        with pytest.raises(ExportError, match=f"{name} is the p"):
            dressed.save(name)
    with pytest.raises(ExportError, match="unknown format"):
        dressed.save("out.bmp")
    with pytest.raises(EntryError, match="metadata must be one of none"):
        dressed.save("out.png", metadata="some")
    assert {name: (folder / name).read_bytes() for name in kept} == kept
    assert not (folder / "out.png").exists()


@pytest.mark.slow
def test_what_is_lost_of_a_look_or_estimated_in_it_is_noted(look: tryon.Look) -> None:
    assert look.notes == ()
    dressed = look.wear(DRESS)
    assert all(note.startswith("Floral dress: ") for note in dressed.notes)
    assert dressed.worn[0].fit.notes, "the dress reveals what is guessed"
    assert len(dressed.notes) == len(set(dressed.notes)) >= 1
    linked = dressed.save("linked.tryon", link_photo=True)
    assert tryon.open(linked, name="monday").name == "monday"


@pytest.mark.slow
def test_looks_go_through_pickle_and_threads(look: tryon.Look) -> None:
    dressed = look.wear(SHIRT)
    copy = pickle.loads(pickle.dumps(dressed))
    np.testing.assert_array_equal(copy.image, dressed.image)
    garments = [tryon.load_garment(path) for path in (SHIRT, JEANS, DRESS)]
    alone = [copy.wear(garment).image for garment in garments]
    with ThreadPoolExecutor(3) as pool:
        together = [worn.image for worn in pool.map(copy.wear, garments)]
    for first, second in zip(alone, together, strict=True):
        np.testing.assert_array_equal(first, second)


def test_a_photo_without_people_is_a_look_that_nobody_can_be_dressed_in(tmp_path: Path) -> None:
    file = tmp_path / "wall.png"
    write_image(file, np.full((160, 200, 3), 130, np.uint8))
    wall = tryon.open(file)
    assert wall.people == ()
    assert repr(wall) == "<tryon.Look: wall.png, 200x160, 0 people>"
    with pytest.raises(FitError, match=r"nobody was found in wall\.png"):
        wall.wear(SHIRT)


def test_a_top_that_is_taken_off_and_put_back_on_lies_where_it_lay() -> None:
    look = tryon.open(sample_photos()[0])
    again = look.wear(look.take("upper"), region="upper")
    worn = np.isin(look.labels, [Label.UPPER_CLOTHES, Label.COAT])
    error = look.image[worn].astype(float) - again.image[worn]
    assert 10 * np.log10(255**2 / np.mean(error**2)) > 34
