"""What holds for every test."""

from hypothesis import settings

# A law either holds or does not; how long an example takes on a busy machine says nothing about it.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
