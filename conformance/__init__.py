"""The conformance suite: portable cases of what a certificate proves, with the answers that the rules give, for any program."""
