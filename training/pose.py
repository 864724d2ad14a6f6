"""Body landmarks of the street photos, from MediaPipe Pose; run once, with its own environment.

mediapipe 0.10.21 needs numpy < 2, so it lives in a virtual environment of its own; this module
imports nothing else of the project. The landmarks split "skin", shoes and the like into left and
right in ``training.parts``; nothing of MediaPipe is needed by the app.

    .venv-pose/bin/python -m training.pose --data ../shared/data --out runs/data/pose.json
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import mediapipe as mp


def landmarks_of_photos(photos: list[Path]) -> dict[str, list[list[float]] | None]:
    """Detect one person per photo.

    Args:
        photos: files of street photos with one main person.

    Returns:
        Per file stem 33 rows (x, y, visibility) with x and y in pixels, or None where nobody
        was found. Left and right are the person's own.
    """
    found: dict[str, list[list[float]] | None] = {}
    with mp.solutions.pose.Pose(static_image_mode=True, model_complexity=1) as detector:
        for index, path in enumerate(photos):
            picture = cv2.imread(str(path))
            if picture is None:
                raise OSError(f"{path} is no picture")
            image = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            height, width = image.shape[:2]
            result = detector.process(image).pose_landmarks
            found[path.stem] = result and [
                [point.x * width, point.y * height, point.visibility] for point in result.landmark
            ]
            if index % 100 == 0:
                print(f"pose {index}/{len(photos)}", flush=True)
    return found


def main() -> None:
    """Write the landmarks of every labelled street photo to one JSON file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/data/pose.json"))
    args = parser.parse_args()
    labelled = sorted((args.data / "ccp" / "labels").glob("*.png"))
    found = landmarks_of_photos([args.data / "ccp" / "photos" / f"{p.stem}.jpg" for p in labelled])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(found))
    print(f"{sum(v is not None for v in found.values())} of {len(found)} photos have landmarks")


if __name__ == "__main__":
    main()
