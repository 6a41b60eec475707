"""The way out of arrears that will come back: help, offered or not for a reason."""

from caseconsole.domain.contact import WAYS_OUT, OfferKind
from caseconsole.domain.kinds import KINDS
from caseconsole.domain.message import message
from caseconsole.domain.offered import offered
from caseconsole.domain.verdict import Verdict
from caseconsole.process.misses import trouble_since
from caseconsole.process.situation import Situation

_OFFER = message("next.offer")
_COUNT = ("one", "two", "three")
_PLACES = ("first_word", "second_word", "third_word")


def way_out(now: Situation) -> Verdict:
    """With a structural reason each way out is offered, or not for a reason (P04).

    What runs, was sent to a partner or was agreed on a day counts as offered; an arrangement that
    was refused counts as not offered, for its reason (R37).
    """
    action = "way_out"
    if not now.enough():
        return now.too_little(action)
    if held := now.held_by_arrangement(action):
        return held
    begin = trouble_since(now.case, now.today)
    reasons = [reason for reason in now.case.reasons if reason.on >= begin]
    if not reasons:
        return now.not_due(action, _NO_REASON, "P04")
    newest = max(reasons, key=lambda reason: (reason.on, reason.id))
    if not newest.structural:
        return now.not_due(action, message("way_out.once", judged_on=newest.on.isoformat()), "P04")
    settled: set[OfferKind | None] = {
        offer.kind for offer in offered(now.case) if offer.on >= begin
    }
    settled |= {KINDS[one.agreement.kind].offer for one in (*now.bound, *now.elsewhere) if one.runs}
    left = [kind for kind in WAYS_OUT if kind not in settled]
    if not left:
        return now.not_due(action, message("way_out.all_offered"), "P04")
    words = dict(zip(_PLACES, (f"way.{kind}" for kind in left), strict=False))
    because = message(
        f"way_out.due_{_COUNT[len(left) - 1]}", judged_on=newest.on.isoformat(), **words
    )
    return now.due(action, now.thawed(newest.on, newest.on), because, _OFFER, "P04")


_NO_REASON = message("way_out.no_reason")
