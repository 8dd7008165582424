"""RUN rules: what may be done with the records of a quality management system, and what their numbers mean."""
