"""The bundled parser: a compact network run by onnxruntime, weights in ``assets/parser``."""
