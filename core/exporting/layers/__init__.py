"""What a kind of layer is called in ONNX, PyTorch and Keras: one kind a file."""
