"""The picture of a tree on screen: view, boxes, map, search and what moves."""
