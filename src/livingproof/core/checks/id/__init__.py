"""The holder: whether it is the organisation that sells."""
