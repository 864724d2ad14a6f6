"""Networks that run by onnxruntime."""
