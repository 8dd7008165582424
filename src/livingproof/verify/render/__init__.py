"""A verdict as a page and as a document on paper: for whoever shows one, by command or in the browser."""
