"""The fields of the Chinese national register."""
