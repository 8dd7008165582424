"""What happens to names, numbers and addresses on their way from a register into a claim."""
