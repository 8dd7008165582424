"""What a person saw in a register, with the file that shows it."""
