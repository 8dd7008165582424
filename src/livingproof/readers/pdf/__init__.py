"""PDF: the text layer with its geometry, pictures of pages, covered text, digital signatures."""
