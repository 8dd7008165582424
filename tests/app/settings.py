"""The house's own settings, with a database for tests and the record that only tests know."""

from livingproof.app.settings import *  # noqa: F403 - the same settings, but for what stands below
from livingproof.app.settings import DATA, DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.app.demo"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ROOT_URLCONF = "livingproof.app.urls"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: writers in threads must meet in one database.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
