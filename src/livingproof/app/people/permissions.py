"""What a role allows, as predicates: asked of a person, or of an account about an organisation."""

from __future__ import annotations

from rules.permissions import set_perm
from rules.predicates import Predicate
from rules.rulesets import set_rule, test_rule

from livingproof.app.people.models import Account, Organisation, Person
from livingproof.app.people.roles import deeds_of, every_deed


def may(person: Person | None, deed: str) -> bool:
    """Whether the person may do this with their own organisation. Nobody, the inactive and unknown roles may not."""
    return person is not None and person.active and bool(test_rule(deed, person))  # type: ignore[no-untyped-call] # rules types a part


def _of_person(deed: str) -> Predicate:
    return Predicate(lambda person: deed in deeds_of(person.roles), name=f"person may {deed}")


def _of_account(deed: str) -> Predicate:
    def allowed(account: Account, organisation: Organisation | None) -> bool:
        if organisation is None or not account.is_authenticated:
            return False
        person = Person.objects.filter(account=account, organisation=organisation, active=True).first()
        return may(person, deed)

    return Predicate(allowed, name=f"account may {deed}")


def declare() -> None:
    """Make every deed of the table a rule on persons and a permission (`people.<deed>`) on organisations."""
    for deed in every_deed():
        set_rule(deed, _of_person(deed))  # type: ignore[no-untyped-call] # rules types a part
        set_perm(f"people.{deed}", _of_account(deed))  # type: ignore[no-untyped-call] # rules types a part
