"""What was judged of obligations: `oordelen.csv`."""

from collections.abc import Iterator
from datetime import date

from caseconsole.casework.handlers.judgement import REASONED
from caseconsole.casework.work import FARTHEST
from caseconsole.domain.agreement import LENIENT, Duty, Evidence, Judge, JudgedAs
from caseconsole.domain.moving import on_its_day
from caseconsole.intake import values
from caseconsole.intake.asked import asks
from caseconsole.intake.layout import Known, Layout
from caseconsole.intake.values import Row
from caseconsole.intake.words import EVIDENCE, VERDICTS
from caseconsole.intake.wrong import Rests, wrong
from caseconsole.store.staging import Staged
from caseconsole.store.staging_agreed import Condition

_NOT_DONE = (JudgedAs.MISSED, JudgedAs.PARTLY)


def check(line: int, row: Row, known: Known) -> Iterator[Staged]:
    """One judgement of one obligation.

    What the row says is looked at before the agreement is asked for, which may have fallen out.
    """
    agreement, on = values.reference(row, "regelingnummer"), values.day(row, "datum")
    named = values.needed(row, "voorwaarde")
    verdict = JudgedAs(values.choice(row, "oordeel", VERDICTS))
    why, mark = values.text(row, "reden", values.TEXT_LIMIT), values.text(row, "kenmerk")
    seen = values.choice(row, "bewijs", EVIDENCE) if row["bewijs"].strip() else None
    judged_on = values.day_or_none(row, "beoordeeld_op") or min(on, known.today)
    moved_to = values.day_or_none(row, "verzet_naar")
    _require_past(verdict, on, judged_on, known)
    if (verdict is JudgedAs.MOVED) is not (moved_to is not None):
        raise wrong("moved_day")
    if moved_to:
        _require_after(moved_to, judged_on, on)
    if verdict in REASONED and not why:
        raise wrong("cell_empty", column="reden")
    one = known.need_agreement(agreement)
    condition = _condition(agreement, on, named, known)
    if condition.judge != Judge.PERSON and verdict not in LENIENT:
        raise wrong("judged_elsewhere", text=named)
    _require_seen(verdict, condition, on, judged_on, known)
    if judged_on < min(one.start_on, on, known.today):
        raise wrong("judged_before", day_on=judged_on, start_on=one.start_on)
    known.once(line, condition.reference, on, shown=named)
    stood = known.agreed.judgements.get((condition.reference, on))
    yield Staged("judgement", line, (
        condition.reference, on, verdict.value, moved_to, judged_on, seen, mark, why, known.login,
        values.brought(row, known.columns, stood.brought if stood else ""), one.lease,
    ))  # fmt: skip


def _require_past(verdict: JudgedAs, on: str, judged_on: str, known: Known) -> None:
    """Nobody judges on a day to come, nor says before its day that something was missed."""
    if judged_on > known.today:
        raise wrong("judged_later", day_on=judged_on)
    if verdict in _NOT_DONE and on > known.today:
        raise wrong("judged_ahead", day_on=on)


def _require_seen(
    verdict: JudgedAs, condition: Condition, on: str, judged_on: str, known: Known
) -> None:
    """Nobody judges before its day what was not done, nor that somebody came.

    Unless the store knows that it was on an earlier day.
    """
    seen = on_its_day(Evidence(condition.evidence), Duty(condition.duty))
    came = seen and verdict is JudgedAs.MET
    if came and on > known.today:
        raise wrong("met_ahead", day_on=on)
    stood = known.agreed.judged.get(condition.reference)
    if (came or verdict in _NOT_DONE) and judged_on < on and not (stood and on in stood.early):
        raise wrong("judged_early", day_on=judged_on, asked_on=on)


def _require_after(moved_to: str, judged_on: str, on: str) -> None:
    """Something is moved to a day after that on which it is moved, and not too far ahead.

    What lies ahead itself is moved from its own day.
    """
    if moved_to <= judged_on:
        raise wrong("moved_past", day_on=moved_to, judged_on=judged_on)
    last = (date.fromisoformat(max(judged_on, on)) + FARTHEST).isoformat()
    if moved_to > last:
        raise wrong("moved_far", day_on=moved_to, farthest_on=last)


def _condition(agreement: str, on: str, named: str, known: Known) -> Condition:
    """The condition that a row names by its number or by its clause, which asks something on a day.

    Raises:
        Fault: there is none, it asks nothing on that day, or several do.
    """
    found = _named(agreement, named, known)
    if not found:
        if cause := known.missing.cause("condition", agreement):
            raise Rests(cause)
        raise wrong("condition_unknown", text=named)
    asked = [one for one in found if _asks(one, on, known)]
    if not asked:
        raise wrong("condition_day", text=named, day_on=on)
    if len(asked) > 1:
        raise wrong("condition_several", text=named)
    return asked[0]


def _asks(one: Condition, on: str, known: Known) -> bool:
    """Whether a condition asks something on a day, or did when that was judged and ended since."""
    stood = known.agreed.judged.get(one.reference)
    judged = stood is not None and on in stood.on
    ended = one.ended_on is not None and one.ended_on < on and not (stood and on in stood.known)
    return judged or (not ended and asks(one.rule, one.first_on, one.until, one.asked_from, on))


def _named(agreement: str, named: str, known: Known) -> list[Condition]:
    if own := known.agreed.condition(agreement, named):
        return [own]
    code = known.words.clauses(known.agreed.agreements[agreement].kind).get(named.casefold())
    return [one for one in known.agreed.conditions.get(agreement, ()) if one.clause == code]


def _about(row: Row, known: Known) -> list[str]:
    """The conditions that a row names; all of its agreement where it names none of those."""
    agreement = row.get("regelingnummer", "").strip()
    if agreement not in known.agreed.agreements:
        return []
    found = _named(agreement, row.get("voorwaarde", "").strip(), known)
    found = found or known.agreed.conditions.get(agreement, [])
    return [one.reference for one in found]


def _stands(row: Row, known: Known) -> Row:
    """What was judged before of the same, as a row would say it."""
    agreement = row["regelingnummer"].strip()
    if agreement not in known.agreed.agreements or not row["datum"].strip():
        return {}
    on = values.day(row, "datum")
    found = (
        known.agreed.judgements.get((one.reference, on))
        for one in _named(agreement, row["voorwaarde"].strip(), known)
    )
    stood = next(filter(None, found), None)
    if stood is None:
        return {}
    moved = VERDICTS.get(row["oordeel"].strip().casefold()) == JudgedAs.MOVED
    return {
        "beoordeeld_op": stood.on_day,
        "bewijs": values.word(stood.evidence, EVIDENCE),
        "kenmerk": stood.reference,
        "reden": stood.why,
        "verzet_naar": (moved and stood.moved_to) or "",
    }


LAYOUT = Layout(
    name="judgements",
    needed=("regelingnummer", "voorwaarde", "datum", "oordeel"),
    optional=("beoordeeld_op", "bewijs", "kenmerk", "reden", "verzet_naar"),
    tables=("judgement",),
    fills={},
    check=check,
    stands=_stands,
    about=_about,
)
