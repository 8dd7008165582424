"""Tests of the Django project: a cast of persons in three organisations, a record of the tests' own, real parts."""
