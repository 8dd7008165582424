"""Product evidence beside the management system."""
