"""Any register's certificates in one plain table."""
