"""What a nonconformity costs, in the currency of the house, through the door and on its page."""

from __future__ import annotations

import pytest

from tests.app.cast import browser
from tests.app.system.house import found_house, triaged


@pytest.mark.django_db
def test_costs_are_told_in_the_currency_of_the_house_and_summed_by_currency():
    house = found_house()
    house.maker.currency = "CNY"
    house.maker.save()
    record = triaged(house)
    lots = [{"number": "L-1", "quantity": "100"}, {"number": "L-2", "quantity": "2.5", "unit": "kg"}]
    record = house.does(house.ben, "nonconformities", record, "contain", lots=lots, containment="in the cage")
    spent = [{"what": "sorting", "amount": "120.5"}, {"what": "air freight", "amount": "300", "currency": "USD"}]
    record = house.does(house.ben, "nonconformities", record, "state_costs", costs=spent)
    page = browser(house.ana).get(f"/r/nonconformities/{record.pk}/").content.decode()
    assert "120.50 CNY, 300.00 USD" in page
    assert "100 pcs, 2.5 kg" in page
    wrong = [{"what": "sorting", "amount": "1", "currency": "euro"}]
    assert house.codes(house.ben, "nonconformities", record, "state_costs", costs=wrong) == {"currency_unknown"}
