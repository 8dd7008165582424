"""The one way to verify: read, select, determine, decide, state."""

from livingproof.verify.verification import Question, verify

__all__ = ["Question", "verify"]
