"""The frame around every page, with the pages that belong to no record: home, work, search."""
