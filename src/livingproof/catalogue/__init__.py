"""What the field knows: standards, bodies, recognitions, registers, products and words, each datum with source, confidence and date."""

from livingproof.catalogue.load import lay_over, load, overlay_from, tables, version

__all__ = ["lay_over", "load", "overlay_from", "tables", "version"]
