"""`python -m livingproof` is the command `livingproof`."""

from livingproof.cli import main

main()
