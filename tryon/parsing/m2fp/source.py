"""Where M2FP's weights come from. Free of torch, so that messages can be given without it."""

WEIGHTS_NAME = "pytorch_model.pt"

WHERE_FROM = (
    "Download them with 'tryon models download' or in Settings > Models (about 723 MB, from "
    "ModelScope, model damo/cv_resnet101_image-multiple-human-parsing, licence CC BY-NC 4.0: "
    "research and personal use), or name their folder with --weights."
)
"""What a message says of the way to the weights."""
