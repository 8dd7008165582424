"""Finds a claim's certificate in a register's index: candidates by shared rarity, points for what agrees, rules for the answer."""

from __future__ import annotations

from livingproof.register.matching.answer import Candidate, Match, Part
from livingproof.register.matching.matcher import Matcher

__all__ = ["Candidate", "Match", "Matcher", "Part"]
