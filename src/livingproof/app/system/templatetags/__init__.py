"""Words of the system's records for templates."""
