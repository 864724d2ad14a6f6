"""Messages about a fit: why there is none, and what the user should know about one."""

from __future__ import annotations

from tryon.messages.message import Message


class FitProblem(Message):
    """Why a garment cannot be put on a person or region."""

    NOBODY = "nobody was found in the photo; use one in which a person can be seen."
    NOBODY_IN = (
        "nobody was found in {photo}; use a photo in which a person can be seen from the front."
    )
    NO_PHOTO = "open a photo of a person first."
    NO_SUCH_PERSON = "there is no person {person}; the photo shows {count}, counted from the left."
    ONLY_ONE_PERSON = "there is no person {person}: 1 person was found in {photo}; choose person 1."
    ONLY_SOME_PEOPLE = (
        "there is no person {person}: {count} people were found in {photo}, counted from the "
        "left; choose 1 to {count}."
    )
    NOT_WORN = "person {person} wears {nothing}; choose another region ({regions})."
    NOTHING_WORN = "person {person} wears {nothing}; choose another person."
    TOO_FEW_PIXELS = (
        "only {pixels} pixels of person {person}'s {region} region can be seen, at least {least} "
        "are needed; choose another region or a larger photo."
    )
    TOO_LITTLE_VISIBLE = (
        "too little of the region can be seen to dress it; choose another region or a photo in "
        "which the person is larger."
    )
    SCRAP = (
        "what person {person} wears on the region '{region}' is hardly seen: it covers {percent} % "
        "of the body there, too little to fit a garment by; choose another region or a photo that "
        "shows more of it."
    )
    NO_HEIGHT = "a person's height must be between {low} and {high} cm, got {found}."
    TOO_LITTLE_FOR_SCALE = (
        "too little of person {person} is seen to tell how large the person is; choose a photo "
        "that shows at least shoulders and hips, or hips, knees and ankles."
    )
    SIZES_UNREADABLE = "cannot read the table of sizes {path}: {reason}; check the name."
    SIZES_WRONG = "{file}: {problem}; correct the table or the size."
    NOTHING_SIZED = (
        "the table of sizes says nothing that matters for this garment; it needs one of {measures}."
    )
    OTHER_REGION = (
        "{garment} goes on the region '{own}', not on '{region}'; choose another region or change "
        "the garment's category."
    )
    LOCKED = (
        "{garment} on person {person} is locked and stays as it is; unlock it in the layers to "
        "change what is worn there."
    )
    PARAMETERS_UNREADABLE = "cannot read the parameters {path}: {reason}; check the name."
    PARAMETERS_NOT_JSON = "{file} is not JSON ({reason}); save it again with --save-parameters."
    PARAMETERS_WRONG = "{file}: {problem}; correct it in the file."
    PARAMETERS_COUNT = (
        "{file} has {entries} entries for {count} garments; write one entry for all or one for "
        "each."
    )


class NotWorn(Message):
    """What a person does not wear, as a part of a sentence."""

    TOP = "no top"
    BOTTOM = "no trousers or skirt"
    DRESS = "no dress, top or trousers"
    SHOES = "no shoes"
    HAT = "no hat"
    SCARF = "no scarf"


class FitNote(Message):
    """What did not fit, and what had to be estimated for it."""

    OWN_SHAPE_NOT_PLACED = (
        "the garment's own shape could not be placed: it takes that of the worn clothes"
    )
    LONGER_LEGS = "the new garment's legs are longer than the worn ones"
    SHORTER_LEGS = "the worn legs are longer than the new garment's: filled by estimate"
    SHORTER_SKIRT = "the worn skirt is longer than the new garment: filled by estimate"
    DRAWN_OUT = "the worn top is much longer than the new one, which is drawn out to cover it"
    HANGING = "the dress is longer than the worn top: hung freely"
    LONGER = "the garment is longer than the worn one"
    SHORTER = "the worn clothes are longer than the new garment: filled by estimate"
    NO_SLEEVES = "the new garment has no sleeves: bare arms are filled by estimate"
    SHORTER_SLEEVES = (
        "the worn sleeves are longer than the new garment's: bare arms are filled by estimate"
    )
    LITTLE_SEEN = "little of the worn clothes can be seen: most of the fit is estimated"
    BODY_GUESSED = (
        "neither shoulders nor hips can be seen: where the body is was estimated from the clothes"
    )
    CLOTHES_KEPT = (
        "too little skin can be seen to paint arms or legs: the worn clothes stay below the garment"
    )
    SLEEVES_KEPT = "no hand could be seen to find the arm by: the worn sleeves keep their length"


class SizeNote(Message):
    """What the user should know of how a size lies."""

    UNUSUAL_WIDTH = (
        "this size is much narrower or wider than the garment seems on this person: check the "
        "height, and that the table is of the garment and not of bodies"
    )
    END_HIDDEN = "the garment's end is hidden, so that its length does not show"
