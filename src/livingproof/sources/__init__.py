"""A register's file goes in, its records come out: one folder per source, nothing guessed."""
