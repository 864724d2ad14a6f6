"""Makes training pictures: real photos, and garments laid on backgrounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.varied.cloths import Picture, random_colour, smooth_noise
from training.reader.prepare import KINDS, NAMES, SIDE
from tryon.garments.reader.kinds import PictureKind
from tryon.shape.point_names import PointName

UNKNOWN = -1
"""Turn of a picture that has no right way up."""
MASK_UNKNOWN = 255
PADDING = 127
_ACROSS = np.array(
    [NAMES.index(name.across) if name.across is not None else i for i, name in enumerate(NAMES)]
)
_SILHOUETTES = 0.08
"""Share of drawn garments of which nothing but the outline shows, as of black ones."""
_ALIKE = 0.12
"""Share of garments that lie on a ground of their own colour, white on white for example."""
_EVENNESS = 1.0
"""How far kinds are drawn equally often, however many photos there are: 0 not at all, 1 fully."""
_UPRIGHT = 0.62
"""Share of the pictures that are not turned."""


@dataclass(frozen=True, eq=False)
class View:
    """A picture and what the network is to say of it.

    Attributes:
        image: (SIDE, SIDE, 3) uint8 RGB.
        kind: index of its `PictureKind`.
        turn: quarter turns clockwise by which it lies turned; `UNKNOWN` if nobody could say.
        cover: percent of each pixel that the garment covers, (SIDE, SIDE) uint8 or `MASK_UNKNOWN`.
        inside: the same of the inside of its back.
        points: landmarks (20, 2) in pixels, NaN where there is none.
        are_points_known: whether each landmark is known, absent ones included, (20,).
    """

    image: NDArray[np.uint8]
    kind: int
    turn: int
    cover: NDArray[np.uint8]
    inside: NDArray[np.uint8]
    points: NDArray[np.float32]
    are_points_known: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Cutout:
    """A garment to be laid somewhere.

    Attributes:
        rgb: (h, w, 3) float32.
        alpha: (h, w) float32 in [0, 1].
        inside: (h, w) float32 in [0, 1]; None if nobody knows.
        points: (20, 2), NaN where there is none.
        known: (20,) bool.
    """

    rgb: Picture
    alpha: NDArray[np.float32]
    inside: NDArray[np.float32] | None
    points: NDArray[np.float32]
    known: NDArray[np.bool_]


class PictureMaker:
    """Makes views from what `training.reader.prepare` wrote.

    Args:
        folder: where the arrays are.
        seed: of everything random.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        names = (
            "labelled labelled_kinds labelled_sizes flat_tops flat_tops_sizes "
            "flat_tops_points people people_sizes negatives negatives_sizes bags bags_sizes "
            "drawn drawn_points drawn_kinds"
        )
        self._of = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names.split()}
        kinds = np.asarray(self._of["labelled_kinds"])
        shares = np.maximum(np.bincount(kinds), 1.0) ** -_EVENNESS
        self._labelled_shares = shares[kinds] / shares[kinds].sum()

    def make(self) -> View:
        """Return the next view."""
        choice = self._rng.random()
        if choice < 0.42:
            return self._labelled()
        if choice < 0.80:
            return self._pasted(self._drawn())
        if choice < 0.85:
            return self._pasted((self._flat_top(), PictureKind.TOP))
        if choice < 0.87:
            return self._pasted((self._bag(), PictureKind.BAG))
        if choice < 0.92:
            return self._several()
        if choice < 0.97:
            return self._photo(self._crop(*self._pick("people")), PictureKind.PERSON)
        return self._none()

    def _pick(self, name: str) -> tuple[NDArray[np.uint8]]:
        index = int(self._rng.integers(len(self._of[name])))
        height, width = (int(v) for v in self._of[f"{name}_sizes"][index])
        return (np.asarray(self._of[name][index, :height, :width]),)

    def _crop(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Cut a random part of a photo, up to half of it away."""
        height, width = rgb.shape[:2]
        share = self._rng.uniform(0.5, 1.0, 2)
        h, w = int(height * share[0]), int(width * share[1])
        y, x = self._rng.integers(height - h + 1), self._rng.integers(width - w + 1)
        return rgb[y : y + h, x : x + w]

    def _labelled_photo(self) -> tuple[NDArray[np.uint8], int]:
        index = int(self._rng.choice(len(self._labelled_shares), p=self._labelled_shares))
        height, width = (int(v) for v in self._of["labelled_sizes"][index])
        photo = np.asarray(self._of["labelled"][index, :height, :width])
        return photo, int(self._of["labelled_kinds"][index])

    def _labelled(self) -> View:
        photo, kind = self._labelled_photo()
        return self._photo(photo, KINDS[kind])

    def _photo(self, rgb: NDArray[np.uint8], kind: PictureKind) -> View:
        """Return a photo of which only the kind is known, moved a little."""
        matrix, (height, width) = self._placed(rgb.shape[:2], spread=0.1, tilt=6.0)
        moved = cv2.warpAffine(
            rgb, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        has_up = kind.category is not None or kind is PictureKind.PERSON
        unknown = np.full((height, width), MASK_UNKNOWN, np.uint8)
        return self._finish(
            moved.astype(np.float32), kind, unknown, unknown, *_no_points(known=False),
            has_up=has_up,
        )  # fmt: skip

    def _placed(
        self, shape: tuple[int, ...], *, spread: float, tilt: float
    ) -> tuple[NDArray[np.float64], tuple[int, int]]:
        """Return how a picture (h, w) is moved into a new one, and the new one's size."""
        rng = self._rng
        height, width = shape[:2]
        aspect = width / height * np.exp(rng.normal(0, 0.12))
        new = (
            (SIDE, max(64, int(SIDE * aspect)))
            if aspect < 1
            else (max(64, int(SIDE / aspect)), SIDE)
        )
        factor = min(new[0] / height, new[1] / width) * np.exp(rng.uniform(-spread, spread))
        middle = width / 2, height / 2
        turn = cv2.getRotationMatrix2D(middle, rng.normal(0, tilt), factor)
        matrix = np.asarray(turn, np.float64)
        stretch = np.exp(rng.normal(0, 0.06))
        matrix[0] *= stretch
        moved = matrix @ [*middle, 1]
        goal = np.array([new[1] / 2, new[0] / 2]) + rng.normal(0, 0.03, 2) * SIDE
        matrix[:, 2] += goal - moved
        return matrix, new

    def _drawn(self) -> tuple[_Cutout, PictureKind]:
        index = int(self._rng.integers(len(self._of["drawn"])))
        planes = np.asarray(self._of["drawn"][index]).astype(np.float32)
        kind = KINDS[int(self._of["drawn_kinds"][index])]
        points = np.asarray(self._of["drawn_points"][index])
        alpha = np.divide(planes[..., 3], 255, dtype=np.float32)
        known = np.ones(len(NAMES), np.bool_)
        if self._rng.random() < _SILHOUETTES:
            known[NAMES.index(PointName.NECK_CENTRE)] = False
            flat = np.empty_like(planes[..., :3])
            flat[:] = random_colour(self._rng)
            return _Cutout(flat, alpha, None, points, known), kind
        return _Cutout(
            self._dyed(planes[..., :3]),
            alpha,
            np.divide(planes[..., 4], 255, dtype=np.float32),
            points,
            known,
        ), kind

    def _dyed(self, rgb: Picture) -> Picture:
        """Change all colours of a drawing now and then."""
        if self._rng.random() < 0.5:
            rgb = rgb[..., self._rng.permutation(3)]
        if self._rng.random() < 0.1:
            rgb = 255 - rgb
        return rgb

    def _flat_top(self) -> _Cutout:
        index = int(self._rng.integers(len(self._of["flat_tops"])))
        height, width = (int(v) for v in self._of["flat_tops_sizes"][index])
        planes = np.asarray(self._of["flat_tops"][index, :height, :width]).astype(np.float32)
        points = np.asarray(self._of["flat_tops_points"][index], np.float32)
        known = np.isfinite(points[:, 0])
        return _Cutout(
            planes[..., :3], np.divide(planes[..., 3], 255, dtype=np.float32), None, points, known
        )

    def _bag(self) -> _Cutout:
        planes = self._pick("bags")[0].astype(np.float32)
        points, known = _no_points(known=True)
        return _Cutout(
            planes[..., :3], np.divide(planes[..., 3], 255, dtype=np.float32), None, points, known
        )

    def _background(self, height: int, width: int) -> Picture:
        """Return something (height, width, 3) to lay garments on."""
        rng = self._rng
        choice = rng.random()
        if choice < 0.22:
            return self._plain(height, width, colour=np.full(3, rng.uniform(235, 255)))
        if choice < 0.40:
            return self._plain(height, width, colour=random_colour(rng))
        if choice < 0.62:
            photo = self._crop(*self._pick("negatives"))
            return cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA).astype(
                np.float32
            )
        photo = self._labelled_photo()[0]
        thick = max(6, int(min(photo.shape[:2]) * rng.uniform(0.06, 0.12)))
        strip = photo[:thick] if rng.random() < 0.5 else photo[:, :thick].swapaxes(0, 1)
        tile = np.vstack([strip, strip[::-1]])
        tile = np.hstack([tile, tile[:, ::-1]])
        if rng.random() < 0.5:
            tile = tile.swapaxes(0, 1)
        repeats = -(-height // tile.shape[0]), -(-width // tile.shape[1]), 1
        return np.tile(tile, repeats)[:height, :width].astype(np.float32)

    def _plain(self, height: int, width: int, *, colour: NDArray[np.floating]) -> Picture:
        ground = np.empty((height, width, 3), np.float32)
        ground[:] = colour
        if self._rng.random() < 0.6:
            slope = self._rng.normal(0, 20, 2)
            y = np.linspace(-0.5, 0.5, height)[:, None]
            x = np.linspace(-0.5, 0.5, width)[None]
            ground += (slope[0] * x + slope[1] * y)[..., None]
        if self._rng.random() < 0.3:
            ground += 4 * self._rng.normal(size=(height, width, 1))
        return ground

    def _pasted(self, what: tuple[_Cutout, PictureKind]) -> View:
        """Lay a garment on a background, with its shadow, seldom with something beside it."""
        cutout, kind = what
        rng = self._rng
        matrix, size = self._placed(cutout.alpha.shape, spread=0.3, tilt=9.0)
        ground = self._background(*size)
        if rng.random() < _ALIKE:
            ground = self._plain(*size, colour=_main_colour(cutout) + rng.normal(0, 5, 3))
        if rng.random() < 0.15:
            self._add_clutter(ground)
        rgb, alpha, inside = self._warped(cutout, matrix, size)
        self._cast_shadow(ground, alpha)
        if rng.random() < 0.15 and kind.category is not None:
            self._draw_hanger(ground, cutout, matrix)
        rgb = ground + alpha[..., None] * (rgb - ground)
        points = cutout.points @ matrix[:, :2].T + matrix[:, 2]
        return self._finish(
            rgb,
            kind,
            np.rint(100 * alpha).astype(np.uint8),
            np.full(size, MASK_UNKNOWN, np.uint8)
            if inside is None
            else np.rint(100 * inside).astype(np.uint8),
            points.astype(np.float32),
            cutout.known,
            has_up=kind.category is not None,
        )

    def _warped(
        self, cutout: _Cutout, matrix: NDArray[np.float64], size: tuple[int, int]
    ) -> tuple[Picture, NDArray[np.float32], NDArray[np.float32] | None]:
        def warp(plane: NDArray[np.float32]) -> NDArray[np.float32]:
            return np.asarray(
                cv2.warpAffine(plane, matrix, size[::-1], flags=cv2.INTER_LINEAR), np.float32
            )

        alpha = warp(cutout.alpha)
        colour = warp(cutout.rgb * cutout.alpha[..., None]) / np.maximum(alpha, 1e-3)[..., None]
        return (
            np.asarray(colour, np.float32),
            alpha,
            None if cutout.inside is None else warp(cutout.inside),
        )

    def _cast_shadow(self, ground: Picture, alpha: NDArray[np.float32]) -> None:
        rng = self._rng
        reach = rng.uniform(1, 12)
        shift = np.array([[1, 0, rng.normal(0, 0.5 * reach)], [0, 1, rng.normal(0, 0.5 * reach)]])
        moved = cv2.warpAffine(alpha, shift, alpha.shape[::-1])
        dark = cv2.GaussianBlur(moved, (0, 0), reach)
        ground *= (1 - rng.uniform(0, 0.55) * dark)[..., None]

    def _draw_hanger(self, ground: Picture, cutout: _Cutout, matrix: NDArray[np.float64]) -> None:
        """Draw a hanger's hook and arms behind the upper edge."""
        rows = np.flatnonzero(cutout.alpha.max(axis=1) > 0.5)
        if not len(rows):
            return
        middle = cutout.alpha.shape[1] / 2
        places = np.array(
            [
                [middle, rows[0] - 30],
                [middle + 8, rows[0] - 22],
                [middle, rows[0] + 4],
                [middle - 60, rows[0] + 34],
                [middle, rows[0] + 4],
                [middle + 60, rows[0] + 34],
            ]
        )
        line = np.round(places @ matrix[:, :2].T + matrix[:, 2]).astype(np.int32)
        ink = tuple(float(v) for v in random_colour(self._rng))
        cv2.polylines(ground, [line], False, ink, int(self._rng.integers(2, 6)), cv2.LINE_AA)

    def _add_clutter(self, ground: Picture) -> None:
        """Draw a few things at the rim of a background."""
        rng = self._rng
        height, width = ground.shape[:2]
        for _ in range(int(rng.integers(1, 4))):
            ink = tuple(float(v) for v in random_colour(rng))
            x, y = int(rng.integers(width)), int(rng.choice([0, height]))
            size = int(rng.integers(6, 50)), int(rng.integers(6, 50))
            cv2.ellipse(ground, (x, y), size, rng.uniform(0, 180), 0, 360, ink, -1, cv2.LINE_AA)

    def _several(self) -> View:
        """Lay several garments beside each other, or put several photos together."""
        rng = self._rng
        count = int(rng.integers(2, 5))
        columns = 2 if count > 2 or rng.random() < 0.75 else 1
        lines = -(-count // columns)
        cell = SIDE // max(columns, lines)
        if rng.random() < 0.4:
            height, width = cell * lines, cell * columns
            ground = self._plain(height, width, colour=random_colour(rng))
            unknown = np.full((height, width), MASK_UNKNOWN, np.uint8)
            for index in range(count):
                y, x = cell * (index // columns), cell * (index % columns)
                photo = cv2.resize(self._labelled_photo()[0], (cell - 4, cell - 4),
                                   interpolation=cv2.INTER_AREA)  # fmt: skip
                ground[y + 2 : y + cell - 2, x + 2 : x + cell - 2] = photo
            return self._finish(ground, PictureKind.SEVERAL, unknown, unknown,
                                *_no_points(known=False), has_up=False)  # fmt: skip
        height, width = cell * lines, cell * columns
        ground = self._background(height, width)
        cover = np.zeros((height, width), np.float32)
        for index in range(count):
            cutout = self._drawn()[0] if rng.random() < 0.8 else self._flat_top()
            matrix, _ = self._placed(cutout.alpha.shape, spread=0.1, tilt=8.0)
            matrix *= cell / SIDE * 0.94
            matrix[:, 2] += cell * np.array([index % columns, index // columns]) + 0.03 * cell
            rgb, alpha, _ = self._warped(cutout, matrix, (height, width))
            self._cast_shadow(ground, alpha)
            ground += alpha[..., None] * (rgb - ground)
            cover = np.maximum(cover, alpha)
        mask = np.rint(100 * cover).astype(np.uint8)
        unknown = np.full((height, width), MASK_UNKNOWN, np.uint8)
        return self._finish(
            ground, PictureKind.SEVERAL, mask, unknown, *_no_points(known=False), has_up=False
        )

    def _none(self) -> View:
        aspect = self._rng.uniform(0.6, 1.0)
        size = (
            (SIDE, int(SIDE * aspect)) if self._rng.random() < 0.5 else (int(SIDE * aspect), SIDE)
        )
        if self._rng.random() < 0.6:
            photo = self._crop(*self._pick("negatives"))
            ground = cv2.resize(photo, size[::-1], interpolation=cv2.INTER_AREA).astype(np.float32)
        else:
            ground = self._background(*size)
            if self._rng.random() < 0.4:
                self._add_clutter(ground)
        nothing = np.zeros(size, np.uint8)
        return self._finish(
            ground, PictureKind.NONE, nothing, nothing, *_no_points(known=True), has_up=False
        )

    def _finish(
        self,
        rgb: Picture,
        kind: PictureKind,
        cover: NDArray[np.uint8],
        inside: NDArray[np.uint8],
        points: NDArray[np.float32],
        known: NDArray[np.bool_],
        *,
        has_up: bool,
    ) -> View:
        """Change light and quality, mirror, turn, and lay it into its square."""
        rng = self._rng
        rgb = self._relit(rgb)
        if rng.random() < 0.5:
            rgb, cover, inside = rgb[:, ::-1], cover[:, ::-1], inside[:, ::-1]
            points = (points * [-1, 1] + [rgb.shape[1] - 1, 0]).astype(np.float32)[_ACROSS]
            known = known[_ACROSS]
        turn = 0 if rng.random() < _UPRIGHT else int(rng.integers(1, 4))
        if turn:
            rgb = np.rot90(rgb, -turn)
            cover, inside = np.rot90(cover, -turn), np.rot90(inside, -turn)
            points, known = _no_points(known=False)
        height, width = rgb.shape[:2]
        top, left = (SIDE - height) // 2, (SIDE - width) // 2
        image = np.full((SIDE, SIDE, 3), PADDING, np.uint8)
        image[top : top + height, left : left + width] = np.clip(rgb, 0, 255)
        planes = []
        for plane in (cover, inside):
            square = np.zeros((SIDE, SIDE), np.uint8)
            square[top : top + height, left : left + width] = plane
            planes.append(square)
        points = points + np.array([left, top], np.float32)
        outside = (points < 0).any(axis=1) | (points >= SIDE).any(axis=1)
        points[outside] = np.nan
        return View(
            image,
            KINDS.index(kind),
            turn if has_up else UNKNOWN,
            planes[0],
            planes[1],
            points,
            known,
        )

    def _relit(self, rgb: Picture) -> Picture:
        rng = self._rng
        light = np.ones(3)
        if rng.random() < 0.6:
            light = np.exp(rng.normal(0, 0.06, 3) + rng.normal(0, 0.12))
        gamma = np.exp(rng.normal(0, 0.25)) if rng.random() < 0.5 else 1.0
        image = np.asarray((np.clip(rgb, 0, 255) / 255) ** gamma * light * 255, np.float64)
        if rng.random() < 0.3:
            spots = smooth_noise(16, 2, rng)
            spots = np.asarray(cv2.resize(spots, rgb.shape[1::-1]), np.float32)
            image *= 1 + 0.08 * spots[..., None]
        if rng.random() < 0.3:
            image = np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.2)), np.float64)
        if rng.random() < 0.4:
            image = image + rng.normal(0, rng.uniform(1, 8), image.shape)
        bytes_ = np.clip(image, 0, 255).astype(np.uint8)
        if rng.random() < 0.4:
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 92))]
            decoded = cv2.imdecode(cv2.imencode(".jpg", bytes_, quality)[1], cv2.IMREAD_COLOR)
            assert decoded is not None
            bytes_ = np.asarray(decoded, np.uint8)
        return bytes_.astype(np.float32)


def _main_colour(cutout: _Cutout) -> NDArray[np.float64]:
    """Return the colour (3,) that a garment has the most of, about."""
    return np.asarray(np.median(cutout.rgb[cutout.alpha > 0.5], axis=0), np.float64)


def _no_points(*, known: bool) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return that there are no landmarks, or that nobody knows."""
    return np.full((len(NAMES), 2), np.nan, np.float32), np.full(len(NAMES), known, np.bool_)
