"""What is measured: criteria, their scales and the value tree. Imports nothing of ours."""

from criteria.catalogue import Catalogue, CatalogueError, Fault, Objective, read_catalogue
from criteria.criterion import Anchors, BlendRule, Criterion, Direction, Overlap, Scale

__all__ = [
    "Anchors",
    "BlendRule",
    "Catalogue",
    "CatalogueError",
    "Criterion",
    "Direction",
    "Fault",
    "Objective",
    "Overlap",
    "Scale",
    "read_catalogue",
]
