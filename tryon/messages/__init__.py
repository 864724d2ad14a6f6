"""Every text of an error and of a fit's notes, in English; the window has their translations.

A message is a member of an enum, its value the template with ``{name}`` for each value. What is
raised or noted is the member with its values, so nothing below the window knows of languages.
"""

from tryon.messages.batch import BatchProblem
from tryon.messages.corrections import CorrectionProblem
from tryon.messages.downloads import DownloadProblem, Interruption, Sent
from tryon.messages.entries import EntryProblem
from tryon.messages.fits import FitNote, FitProblem, NotWorn, SizeNote
from tryon.messages.garments import GarmentChange, GarmentNote, GarmentProblem
from tryon.messages.hints import Hint
from tryon.messages.looks import LookNote, LookProblem, MemberProblem
from tryon.messages.message import Message, Text, Value, english, fill, names_in
from tryon.messages.outfits import OutfitChange, OutfitNote, OutfitProblem
from tryon.messages.parsers import Difference, Expected, ParsingProblem, WeightsProblem
from tryon.messages.pictures import ExportProblem, ImageNote, ImageProblem
from tryon.messages.serve import RequestProblem, ServeProblem
from tryon.messages.steps import StepName
from tryon.messages.usage import DisplayProblem, UsageProblem

__all__ = [
    "BatchProblem",
    "CorrectionProblem",
    "Difference",
    "DisplayProblem",
    "DownloadProblem",
    "EntryProblem",
    "Expected",
    "ExportProblem",
    "FitNote",
    "FitProblem",
    "GarmentChange",
    "GarmentNote",
    "GarmentProblem",
    "Hint",
    "ImageNote",
    "ImageProblem",
    "Interruption",
    "LookNote",
    "LookProblem",
    "MemberProblem",
    "Message",
    "NotWorn",
    "OutfitChange",
    "OutfitNote",
    "OutfitProblem",
    "ParsingProblem",
    "RequestProblem",
    "Sent",
    "ServeProblem",
    "SizeNote",
    "StepName",
    "Text",
    "UsageProblem",
    "Value",
    "WeightsProblem",
    "english",
    "fill",
    "names_in",
]
