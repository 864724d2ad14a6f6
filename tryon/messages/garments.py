"""What can be wrong with a garment."""

from __future__ import annotations

from tryon.messages.message import Message


class GarmentProblem(Message):
    """Why a garment picture cannot be used, or what is kept about it."""

    IN_FILE = "{file}: {problem}"
    TRANSPARENT = "the picture is fully transparent. {hint}"
    TOO_SHEER = (
        "the picture is at most {percent} % opaque, and a garment is found where it is at least "
        "50 % opaque. Make it opaque in a picture editor; sheer fabric cannot be worn."
    )
    TINY_PICTURE = (
        "the picture is only {width}x{height} pixels, too small for a garment; its shorter side "
        "must have at least {least} pixels, and looks sharp from {good}. Use a larger picture."
    )
    NOTHING_STANDS_OUT = "no garment stands out from the background. {hint}"
    LIKE_BACKGROUND = "the garment cannot be told from its background. {hint}"
    NOTHING_LEFT = "no garment found in the picture. {hint}"
    TOO_FEW_PIXELS = (
        "{garment}: no garment found ({visible} visible pixels, at least {least} needed). {hint}"
    )
    SHOES = (
        "the picture shows shoes, which cannot be tried on yet; use a picture of a top, trousers, "
        "a skirt or a dress. If it is one, name it with --category."
    )
    HAT = (
        "the picture shows a hat, which cannot be tried on yet; use a picture of a top, trousers, "
        "a skirt or a dress. If it is one, name it with --category."
    )
    BAG = (
        "the picture shows a bag, which cannot be tried on yet; use a picture of a top, trousers, "
        "a skirt or a dress. If it is one, name it with --category."
    )
    WORN_BY_SOMEBODY = (
        "the picture shows a person; take what somebody wears with --garment-from PHOTO, or with "
        "Take from another photo in the window."
    )
    SEVERAL = (
        "the picture shows {count} garments; choose one with --pick 1 to {count}, from left to "
        "right, or add the picture in the window, which shows them all."
    )
    SEVERAL_TOUCHING = (
        "the picture shows several garments that touch; cut it into one picture for each of them. "
        "If it is one garment, name it with --category."
    )
    NO_SUCH_PICK = "there is no garment {number}; the picture shows {count}, from left to right."
    NO_GARMENT = (
        "the picture shows no garment; use a picture of a top, trousers, a skirt or a dress. If it "
        "is one, name it with --category."
    )
    NOT_READ = "the picture cannot be read ({reason}); close other programs and try again."
    TOO_SMALL = "the garment is too small to be measured; use a larger picture of it."
    ONE_LEG = (
        "only one leg of the trousers can be found; use a picture that shows both from the front, "
        "or correct the garment's category."
    )
    POINT_NOT_ABOVE = "the point {first} must lie above {second}; move one of them."
    POINT_NOT_LEFT = "the point {first} must lie left of {second}; move one of them."
    POINTS_UNREADABLE = "cannot read {file}: {reason}; change its permissions or delete it."
    NO_POINTS = "{file} holds no points of a garment: {problem}."
    OUTLINE_DAMAGED = "the outline that was drawn is damaged ({problem}); draw it again."
    OUTLINE_OF_OTHER_PICTURE = (
        "the outline was drawn on another picture: it is {found}, the picture {expected}; draw it "
        "again."
    )
    OUTLINE_EMPTY = "the outline leaves nothing of the garment; paint some of it with the brush."
    AS_MEASURED = "{problem} The points of {garment} are those measured; correct it again."
    NO_ENTRY = "{file} does not describe a garment ({reason}); add the garment's picture again."
    NOT_SHOWN = "{file} is missing among your garments: {problem} Its files are in {folder}."
    MORE_NOT_SHOWN = "{count} more garments cannot be shown; the log names them."
    REMOVED = "{garment} was removed from your garments, perhaps in another window; add it again."
    PICTURE_MISSING = (
        "its picture {file} is missing. Find it where it is now, or bring it back from a backup."
    )
    NEEDS_ITS_CUTOUT = (
        "{garment} was taken off a person, and only its own picture with a transparent background "
        "can take the place of the missing one."
    )
    COLLECTION_UNREADABLE = "{path} cannot be read: {reason}; check the name and its permissions."
    NO_COLLECTION = (
        "{name} is not a file of garments that tryon exported, or it is damaged; export it again, "
        "or choose a file that ends in .wardrobe."
    )
    COLLECTION_NEWER = (
        "{name} was exported by a newer tryon (version {found}, known are versions up to "
        "{newest}); update tryon to import it."
    )
    FOLDER_GONE = (
        "the folder of your garments, {folder}, is not there. Connect its drive or start what "
        "keeps it in step, or choose another folder."
    )
    NOBODY_TO_TAKE_FROM = (
        "{photo}: nobody was found whose clothes can be taken. Use a photo that shows a person "
        "from head to hips or feet."
    )


class GarmentChange(Message):
    """What the user did to a garment of the wardrobe."""

    REMOVED = "{garment} was removed from your garments."
    REMOVED_SEVERAL = "{count} garments were removed."
    RENAMED = "{before} is now called {after}."
    HEARTS_GIVEN = "{count} garments are favourites now."
    HEARTS_TAKEN = "{count} garments are no longer favourites."
    TAGGED = "{count} garments have the tag {label} now."
    UNTAGGED = "{count} garments no longer have the tag {label}."
    COLLECTED = "{count} garments are in {label} now."
    UNCOLLECTED = "{count} garments are no longer in {label}."
    COLLECTION_RENAMED = "The collection {before} is now called {after}."
    EXPORTED = "{count} garments were exported to {file}."
    IMPORTED = "{added} garments were added; {known} were there already."
    FOLDER_CHOSEN = (
        "Your garments are kept in {folder} now. {count} files were copied there; those in "
        "{before} stay as they are."
    )
    DISSOLVED = "The collection {label} is dissolved; its garments stay."


class GarmentNote(Message):
    """What is worth knowing of how a garment's picture was read, or what became of it."""

    OF_GARMENT = "{garment}: {note}"
    ALREADY_THERE = "{picture} is already among your garments, as {garment}."
    LOST_IN_FILE = "a garment of {file} is damaged ({problem}) and is left out"
    TURNED = "the picture lies turned by {degrees} degrees and was turned back"
    CONTINUED = "the photo's edge cuts it off; what lies below was continued by estimate"
    MAYBE = "unsure: {kind}, or perhaps {other}"
    APART = "taken for one {kind}, but it lies in {count} pieces, which are taken for garments"
    POINTS_AS_SEEN = (
        "outline and picture disagree about {points}; the picture is surer and was followed"
    )
