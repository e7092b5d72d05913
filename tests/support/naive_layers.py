"""Convolution and pooling as their formulas say, one number at a time: slow, independent."""

from __future__ import annotations

import numpy as np


def naive_padding(padding, size, window, stride):
    """Return ((top, bottom), (left, right)) from the rule of ONNX's SAME_UPPER."""
    if padding == "valid":
        return (0, 0), (0, 0)
    if padding != "same":
        return padding
    pairs = []
    for length, k, s in zip(size, window, stride, strict=True):
        total = 0
        while (length + total - k) // s + 1 < np.ceil(length / s) or length + total < k:
            total += 1
        pairs.append((total // 2, total - total // 2))
    return tuple(pairs)


def naive_output_size(size, window, stride, pads):
    """Return (H_out, W_out) by sliding the window until it hits the end."""
    counts = []
    for length, k, s, pad in zip(size, window, stride, pads, strict=True):
        counts.append(len(range(0, length + sum(pad) - k + 1, s)))
    return tuple(counts)


def naive_convolution(x, weight, bias, stride, pads):
    """Return y of shape (N, H_out, W_out, C_out)."""
    n, h, w, c_in = x.shape
    k_h, k_w, _, c_out = weight.shape
    h_out, w_out = naive_output_size((h, w), (k_h, k_w), stride, pads)
    y = np.zeros((n, h_out, w_out, c_out))
    for image, p, q, o in np.ndindex(y.shape):
        total = bias[o]
        for i, j, c in np.ndindex(k_h, k_w, c_in):
            row, column = p * stride[0] + i - pads[0][0], q * stride[1] + j - pads[1][0]
            if 0 <= row < h and 0 <= column < w:
                total += x[image, row, column, c] * weight[i, j, c, o]
        y[image, p, q, o] = total
    return y


def naive_convolution_gradients(x, weight, grad_y, stride, pads):
    """Return (dW, db, dX): every product of the forward pass passes its blame back."""
    _, h, w, c_in = x.shape
    k_h, k_w, _, _ = weight.shape
    grad_weight, grad_x = np.zeros(weight.shape), np.zeros(x.shape)
    grad_bias = np.zeros(weight.shape[3])
    for image, p, q, o in np.ndindex(grad_y.shape):
        blame = grad_y[image, p, q, o]
        grad_bias[o] += blame
        for i, j, c in np.ndindex(k_h, k_w, c_in):
            row, column = p * stride[0] + i - pads[0][0], q * stride[1] + j - pads[1][0]
            if 0 <= row < h and 0 <= column < w:
                grad_weight[i, j, c, o] += blame * x[image, row, column, c]
                grad_x[image, row, column, c] += blame * weight[i, j, c, o]
    return grad_weight, grad_bias, grad_x


def naive_max_pool(x, window, stride, pads):
    """Return (y, winners); winners hold (row, column) of the first largest cell."""
    n, h, w, c = x.shape
    h_out, w_out = naive_output_size((h, w), window, stride, pads)
    y = np.zeros((n, h_out, w_out, c))
    winners = np.zeros((n, h_out, w_out, c, 2), int)
    for image, p, q, channel in np.ndindex(y.shape):
        best = None
        for i, j in np.ndindex(*window):
            row, column = p * stride[0] + i - pads[0][0], q * stride[1] + j - pads[1][0]
            if 0 <= row < h and 0 <= column < w:
                value = x[image, row, column, channel]
                if best is None or value > best:
                    best = value
                    winners[image, p, q, channel] = row, column
        y[image, p, q, channel] = best
    return y, winners


def naive_max_pool_gradient(grad_y, winners, x_shape):
    """Return dX: each window's gradient added to its winner."""
    grad_x = np.zeros(x_shape)
    for image, p, q, channel in np.ndindex(grad_y.shape):
        row, column = winners[image, p, q, channel]
        grad_x[image, row, column, channel] += grad_y[image, p, q, channel]
    return grad_x


def cells_of_window(size, position, window, stride, pads):
    """Yield (row, column) of the cells of one window that are not padding."""
    for i, j in np.ndindex(*window):
        row = position[0] * stride[0] + i - pads[0][0]
        column = position[1] * stride[1] + j - pads[1][0]
        if 0 <= row < size[0] and 0 <= column < size[1]:
            yield row, column


def naive_average_pool(x, window, stride, pads):
    """Return y: the mean of the cells of every window that are not padding."""
    n, h, w, c = x.shape
    y = np.zeros((n, *naive_output_size((h, w), window, stride, pads), c))
    for image, p, q, channel in np.ndindex(y.shape):
        cells = list(cells_of_window((h, w), (p, q), window, stride, pads))
        y[image, p, q, channel] = sum(x[image, i, j, channel] for i, j in cells) / len(cells)
    return y


def naive_average_pool_gradient(grad_y, x_shape, window, stride, pads):
    """Return dX: each window's gradient in equal shares."""
    grad_x = np.zeros(x_shape)
    for image, p, q, channel in np.ndindex(grad_y.shape):
        cells = list(cells_of_window(x_shape[1:3], (p, q), window, stride, pads))
        for i, j in cells:
            grad_x[image, i, j, channel] += grad_y[image, p, q, channel] / len(cells)
    return grad_x
