"""Boxes, sizes and curves as numbers, and the picture as SVG."""
