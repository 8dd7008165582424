"""Reading: a file goes in, claims come out, each field with its place on the page and how sure the reading is."""
