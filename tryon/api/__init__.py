"""What ``import tryon`` offers to other programs: photos, garments and looks as values.

A thin face of the code that window and command line use; `tryon` loads it at its first use.
"""

from tryon.api.look import Look
from tryon.api.opening import open
from tryon.api.pictures import Picture, load_garment, load_pattern
from tryon.api.reading import parse
from tryon.errors import TryOnError
from tryon.fitting.origin import Origin, OriginShares
from tryon.fitting.parameters import FitParameters
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse, Person
from tryon.joints import JointName, Joints
from tryon.labels import Label, Region
from tryon.shape.category import GarmentCategory

__all__ = [
    "FitParameters",
    "Garment",
    "GarmentCategory",
    "HumanParse",
    "JointName",
    "Joints",
    "Label",
    "Look",
    "Origin",
    "OriginShares",
    "Person",
    "Picture",
    "Region",
    "TryOnError",
    "load_garment",
    "load_pattern",
    "open",
    "parse",
]
