"""A shaded picture of triangles, with a depth buffer: every pixel shows the nearest face."""

import numpy as np

LIGHT = np.array([0.3, -0.4, 0.87])


def turned(points, azimuth_deg, elevation_deg):
    """Points seen from there: x to the right, y up, z towards the eye."""
    azimuth, elevation = np.radians(azimuth_deg), np.radians(elevation_deg)
    ca, sa, ce, se = np.cos(azimuth), np.sin(azimuth), np.cos(elevation), np.sin(elevation)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    across, away = ca * x - sa * y, sa * x + ca * y
    return np.stack([across, se * away + ce * z, ce * -away + se * z], axis=-1)


def shades(shape, colour):
    """One colour for each triangle, by how it faces the light."""
    normal = np.cross(shape[:, 1] - shape[:, 0], shape[:, 2] - shape[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    light = 0.55 + 0.45 * np.abs(normal @ LIGHT)
    return np.clip(np.outer(light, colour), 0, 1)


def picture(shapes, azimuth_deg, elevation_deg, width=1000, margin=20):
    """Image array; `shapes` are (triangles, colour)."""
    seen = [turned(shape, azimuth_deg, elevation_deg) for shape, _ in shapes]
    colours = np.concatenate([shades(*item) for item in shapes])
    corners = np.concatenate(seen)
    low = corners[..., :2].min(axis=(0, 1))
    high = corners[..., :2].max(axis=(0, 1))
    scale = (width - 2 * margin) / (high - low)[0]
    height = int((high - low)[1] * scale) + 2 * margin
    corners = corners.copy()
    corners[..., :2] = (corners[..., :2] - low) * scale + margin
    image, depth = np.ones((height, width, 3)), np.full((height, width), -np.inf)
    for triangle, colour in zip(corners, colours, strict=True):
        _fill(image, depth, triangle, colour)
    return image[::-1]


def _fill(image, depth, triangle, colour):
    """The triangle's pixels that are nearer than what is there."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = triangle
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if abs(area) < 1e-9:
        return
    left, right = int(np.floor(min(ax, bx, cx))), int(np.ceil(max(ax, bx, cx))) + 1
    low, high = int(np.floor(min(ay, by, cy))), int(np.ceil(max(ay, by, cy))) + 1
    y, x = np.mgrid[low:high, left:right]
    b = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
    c = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
    z = az + b * (bz - az) + c * (cz - az)
    window = slice(low, high), slice(left, right)
    edge = -1e-6  # neighbours share their border
    hit = (b >= edge) & (c >= edge) & (b + c <= 1 - edge) & (z > depth[window])
    depth[window][hit] = z[hit]
    image[window][hit] = colour
