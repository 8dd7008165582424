"""What every answer tells the browser, and what it must not carry."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from livingproof.app.people.downloads import attachment
from tests.app.cast import Cast, browser

TEMPLATES = Path(__file__).parents[3] / "src/livingproof/app"
PAGES = ["/accounts/login/", "/accounts/password/reset/", "/people/", "/people/roles/", "/people/me/", "/r/remarks/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forbids_what_is_not_ours(cast: Cast, page: str) -> None:
    answer = browser(cast.ana).get(page, follow=True)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert "private" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]


def test_no_template_of_ours_carries_an_inline_style_or_script() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(
            r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|hx-on|javascript:", text), path
        for script in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, path


def test_a_form_without_the_proof_that_it_is_ours_does_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.boss.account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/people/invite/", {"email": "x@example.org"}).status_code == 403
    assert client.post("/people/switch/", {"person": str(cast.boss.pk)}).status_code == 403


def test_a_foreign_host_name_is_not_answered(cast: Cast) -> None:
    assert Client(SERVER_NAME="evil.example").get("/accounts/login/").status_code == 400


def test_behind_tls_cookies_and_addresses_are_bound_to_it(tmp_path: Path) -> None:
    code = (
        "from livingproof.app import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS,"
        "s.SECURE_PROXY_SSL_HEADER, s.ACCOUNT_DEFAULT_HTTP_PROTOCOL, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)"
    )
    surroundings = os.environ | {"LIVINGPROOF_TLS": "yes", "LIVINGPROOF_DATA": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    assert told.stdout.split() == [
        "True",
        "True",
        "__Host-session",
        "31536000",
        "('HTTP_X_FORWARDED_PROTO',",
        "'https')",
        "https",
        "False",
    ]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_companys_provider_is_the_only_other_place_that_a_form_may_lead_to(tmp_path: Path) -> None:
    code = "from livingproof.app import settings as s; print(*s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    provider = {"LIVINGPROOF_OIDC_SERVER": "https://sign-in.example:8443/realms/us", "LIVINGPROOF_DATA": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | provider, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["'self'", "https://sign-in.example:8443"]


def test_cookies_are_kept_from_scripts_and_from_foreign_pages(cast: Cast) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": cast.ana.account.email, "password": "correct horse battery staple"})
    for name in ("session", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


@pytest.mark.django_db  # an answer that is closed ends its request, and looks after the connection
def test_a_file_from_outside_leaves_as_a_download_that_nothing_runs(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"<script>alert(1)</script>")
    answer = attachment(path, 'a"\r\nb.html', "text/html")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    told = attachment(path, "a.pdf", "application/pdf")
    assert told["Content-Type"] == "application/pdf"
    for each in (answer, told):
        each.close()
