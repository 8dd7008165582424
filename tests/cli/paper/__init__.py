"""The document of a verdict: what it carries, that it is PDF/A, that strangers' words stay words, which fonts draw them."""
