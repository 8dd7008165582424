"""What the pages of people ask for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from livingproof.app.people import tokens
from livingproof.app.people.models import Account, Organisation, Person
from livingproof.app.people.roles import every_role


def role_choices() -> list[tuple[str, str]]:
    """The roles by their title in the language of the page."""
    return [(role.id, role.title(get_language() or "en")) for role in every_role()]


def area_choices() -> list[tuple[str, Any]]:
    """The parts of the interface that a token may open."""
    from livingproof.app.kit.kinds import every_kind

    return [(tokens.EVERYWHERE, _("everything")), *((kind.slug, kind.titles) for kind in every_kind()), *AREAS]


AREAS = (
    ("verify", _("verifying new files")),
    ("registers", _("Registers")),
    ("watch", _("what is watched")),
    ("webhooks", _("webhooks")),
    ("evidence", _("evidence files")),
    ("health", _("health of the service")),
)
if TYPE_CHECKING:
    _OfOrganisation = forms.ModelForm[Organisation]
else:
    _OfOrganisation = forms.ModelForm

_rules = lazy(password_validators_help_text_html, SafeString)


class PasswordTwice(forms.Form):
    """A new password, given twice and held against the rules."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1024,
        help_text=_rules(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same and good enough, also beside the address and the name."""
        given = super().clean() or {}
        password = given.get("password")
        if password is None:
            return given
        if password != given.get("again"):
            self.add_error("again", _("The two passwords differ."))
        try:
            validate_password(password, Account(email=given.get("email") or self.initial.get("email", "")))
        except forms.ValidationError as error:
            self.add_error("password", error)
        return given


class FirstStartForm(PasswordTwice):
    """The first account and organisation."""

    organisation = forms.CharField(label=_("Name of your organisation"), max_length=300)
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    field_order = ("organisation", "name", "email", "password", "again")


class JoinForm(PasswordTwice):
    """Accepting an invitation with a new account."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ("name", "password", "again")


class JoinByCompanyForm(forms.Form):
    """Accepting an invitation where the company's sign-in is used: no password is made."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class RolesForm(forms.Form):
    """The roles of one member."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class LeaderForm(forms.Form):
    """Who leads a member: who hears of what they owe and did not do."""

    leader = forms.ModelChoiceField(label=_("Led by"), queryset=Person.objects.none(), required=False)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mates = Person.objects.filter(organisation=organisation, active=True).order_by("named__name")
        self.fields["leader"].queryset = mates  # type: ignore[attr-defined] # a field of models


def _in_90_days() -> date:
    from django.utils import timezone

    return timezone.localdate() + timedelta(days=90)


class TokenForm(forms.Form):
    """A new token."""

    label = forms.CharField(label=_("Which program uses it"), max_length=80)
    areas = forms.MultipleChoiceField(label=_("Opens"), choices=area_choices, widget=forms.CheckboxSelectMultiple)
    acts = forms.BooleanField(label=_("May act, not only read"), required=False)
    ends_on = forms.DateField(
        label=_("Ends on"), initial=_in_90_days, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def ends_at(self, now: datetime) -> datetime:
        """The end of that day."""
        return datetime.combine(self.cleaned_data["ends_on"], datetime.max.time(), tzinfo=now.tzinfo)


class OrganisationForm(_OfOrganisation):
    """What an organisation says of itself, and its calendar."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in sorted(available_timezones())]
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=[
            (1, _("Monday")),
            (2, _("Tuesday")),
            (3, _("Wednesday")),
            (4, _("Thursday")),
            (5, _("Friday")),
            (6, _("Saturday")),
            (7, _("Sunday")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    holidays = forms.CharField(
        label=_("Holidays"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Days that are not worked on, one to a line, as 2026-12-25."),
    )

    class Meta:
        """Without the salt, and without what is counted from records."""

        model = Organisation
        fields: ClassVar = [
            "name",
            "country",
            "time_zone",
            "currency",
            "staff",
            "order",
            "anonymous_reports",
            "working_days",
            "holidays",
        ]
        labels: ClassVar = {
            "name": _("Name"),
            "country": _("Country (two letters)"),
            "currency": _("Currency (three letters)"),
            "staff": _("Number of staff"),
            "order": _("Order of the navigation"),
            "anonymous_reports": _("Anybody at the machine may report without a name"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["holidays"] = "\n".join(self.instance.holidays)

    def clean_country(self) -> str:
        """Two capital letters."""
        return str(self.cleaned_data["country"]).upper()

    def clean_currency(self) -> str:
        """Three capital letters."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_holidays(self) -> list[str]:
        """The days as ISO dates, sorted, each once."""
        lines = (line.strip() for line in self.cleaned_data["holidays"].splitlines())
        try:
            return sorted({date.fromisoformat(line).isoformat() for line in lines if line})
        except ValueError as error:
            raise forms.ValidationError(_("Give each day as 2026-12-25.")) from error


class EraseForm(forms.Form):
    """Why a name is erased; who erases it signs."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
    secret = forms.CharField(
        label=_("Your password, as your signature"),
        strip=False,
        required=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class MeForm(forms.Form):
    """What a person sets for themselves."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("As my browser asks")), *settings.LANGUAGES], required=False
    )
    single_keys = forms.BooleanField(label=_("Single letters are shortcuts"), required=False)


def described(person: Person) -> str:
    """The roles of a person in words."""
    titles = dict(role_choices())
    return ", ".join(titles.get(role, role) for role in person.roles)


def areas_in_words(areas: list[str]) -> str:
    """The areas of a token in words."""
    titles = dict(area_choices())
    return ", ".join(str(titles.get(area, area)) for area in areas)
