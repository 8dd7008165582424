"""A record that only tests know: a remark that is answered by somebody else and closed with a signature."""
