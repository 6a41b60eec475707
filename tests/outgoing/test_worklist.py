"""The list as text."""

import pytest

from caseconsole.locale import speaker
from caseconsole.outgoing import worklist
from tests.outgoing.views import due


@pytest.mark.parametrize(("lang", "said"), [("nl", "geen huurder"), ("en", "no tenant")])
def test_a_lease_whose_tenant_is_not_known_says_so(lang: str, said: str) -> None:
    text = "\n".join(worklist.as_text([due()._replace(tenant="")], speaker(lang)))
    assert said in text
