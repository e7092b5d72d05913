"""The Sliding window panel: a convolution played forward and backward."""
