"""Reads what listings, profiles and web pages say about certification; finds mentions and judges none."""

from livingproof.readers.listing.claiming import claims_of
from livingproof.readers.listing.reading import read_listing

__all__ = ["claims_of", "read_listing"]
