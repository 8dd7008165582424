"""Pictures: photos, scans, multi-page TIFF, and the codes printed on them."""
