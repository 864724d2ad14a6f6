"""Where M2FP's weights come from. Free of torch, so that messages can be given without it."""

WEIGHTS_NAME = "pytorch_model.pt"

WHERE_FROM = (
    "They come from ModelScope, model damo/cv_resnet101_image-multiple-human-parsing (about "
    "723 MB, licence CC BY-NC 4.0: research and personal use); name the folder with --weights."
)
"""What a message says of the way to the weights."""
