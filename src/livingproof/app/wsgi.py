"""What a web server calls."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livingproof.app.settings")  # noqa: TID251 - the edge: where settings enter

application = get_wsgi_application()
