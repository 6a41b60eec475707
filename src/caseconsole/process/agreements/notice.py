"""When the end of a temporary lease can be notified (R72)."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import relativedelta

from caseconsole.domain.agreement import Agreement

if TYPE_CHECKING:
    from caseconsole.process.policy import Policy, Values


class Notice(NamedTuple):
    """The days on which the end of a lease can be notified."""

    opens: date
    closes: date
    """The last of them."""
    values: "Values"
    """The policy by which they are."""

    def holds(self, day: date) -> bool:
        """Whether it can be notified on a day."""
        return self.opens <= day <= self.closes


def notice_window(agreement: Agreement, policy: "Policy") -> Notice | None:
    """By the law of the first day of the lease; None where its form ends otherwise (R72)."""
    end_on, name = agreement.end_on, agreement.terms.get("form")
    if end_on is None or not name:
        return None
    values = policy.at(agreement.start_on)
    form = values.forms.get(str(name))
    if form is None or not form.window:
        return None
    opens = end_on - relativedelta(months=values.window_open_months)
    return Notice(opens, end_on - relativedelta(months=values.window_close_months), values)
