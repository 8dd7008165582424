"""Answers kept for arguments that come again."""

from __future__ import annotations

from livingproof.core.recall import recalled


def test_the_same_value_is_worked_out_once_and_an_equal_one_anew() -> None:
    asked: list[int] = []

    @recalled(4)
    def count(words: list[str]) -> int:
        asked.append(len(words))
        return len(words)

    first, equal = ["a", "b"], ["a", "b"]
    assert (count(first), count(first), count(equal)) == (2, 2, 2)
    assert asked == [2, 2]


def test_the_oldest_answer_is_forgotten_first() -> None:
    asked: list[object] = []

    @recalled(1)
    def whole(words: list[str]) -> str:
        asked.append(words)
        return " ".join(words)

    one, other = ["a"], ["b"]
    assert [whole(one), whole(other), whole(one)] == ["a", "b", "a"]
    assert asked == [one, other, one]


def test_arguments_given_by_name_are_answered_too() -> None:
    @recalled(1)
    def add(left: int, right: int) -> int:
        return left + right

    assert add(1, right=2) == 3
