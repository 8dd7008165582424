"""The sites: whether the place that makes the goods is on the certificate."""
