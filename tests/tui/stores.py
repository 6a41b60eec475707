"""Small stores for the console's tests: cases with something due, without import or rules."""

import json
from datetime import date, timedelta
from pathlib import Path

from caseconsole.domain.numbers import case_number
from caseconsole.domain.text import fold
from caseconsole.store.sqlite import Connection, create_store
from tests.copied import copied

TODAY = date(2026, 11, 3)
SURNAMES = ("Yılmaz", "de Vries", "El Amrani", "Kowalska", "Jansen", "Đorđević", "山田", "Çelik")
LANGUAGES = ("tr", "nl", "ar", "pl", "nl", "ber", "nl", "tr")
ACTIONS = (
    ("first_call", "call", "first_call.due"),
    ("promise_broken", "call", "promise_broken.due"),
    ("way_out", "decide", "way_out.due"),
    ("home_visit", "visit", "home_visit.due"),
)


KINDS = (
    ("second_chance", "signed"), ("payment_arrangement", "kept"), ("debt_counselling", "plan"),
    ("housing_support", "accepted"), ("budget_coaching", "accepted"),
)  # fmt: skip
"""An agreement of each kind with the state it is in; the second chance has the key of its case."""


@copied
def due_store(path: Path, cases: int = 60, *, agreed: bool = False) -> Path:
    """A demo store whose cases are all due for anna; `tests.tui.hostile` fills it otherwise.

    Args:
        agreed: whether each case has an agreement of every kind.
    """
    store = create_store(path, "Woonstichting Waterrijk", "Europe/Amsterdam", TODAY, 0)
    with store.transaction():
        conn = store.conn
        conn.executemany(
            "INSERT INTO caseworker (login, name, languages, team, role) VALUES (?, ?, ?, ?, ?)",
            [
                ("anna", "Anna de Boer", "nl tr", "noord", "caseworker"),
                ("bram", "Bram Visser", "nl pl", "noord", "team_leader"),
            ],
        )
        conn.execute(
            "INSERT INTO day_run (day, by, started_at, finished_at, policy, leases, due)"
            " VALUES (?, 'anna', 0, 1, '', ?, ?)",
            (TODAY.isoformat(), cases, cases),
        )
        for key in range(1, cases + 1):
            _case(conn, key)
            if agreed:
                _agreed(conn, key, cases)
    store.close()
    return path


def _case(conn: Connection, key: int) -> None:
    surname = SURNAMES[key % len(SURNAMES)]
    language = LANGUAGES[key % len(LANGUAGES)]
    address = f"Dijkpad {key}"
    values = [
        ("person", (key, f"P{key}", "M.", "", surname, "1980-01-01", language, key % 3 == 0,
                    "", "", 1)),
        ("phone", (key, key, "+31612345678", "mobile", None, 1, 1)),
        ("lease", (key, f"L{key}", "ordinary", "2020-01-01", None, 1, "", 0, address, "",
                   "Waterrijk", 1)),
        ("rent", (key, key, "2020-01-01", 61_240, 1)),
        ("lease_party", (key, key, key, "tenant", "2020-01-01", None, 1)),
        ("household_member", (key, key, "1", "adult", 1980, "2020-01-01", None, 1)),
        ("ledger_entry", (key, key, f"i{key}", "charge", 61_240, "2026-11-01", "2026-11-01",
                          "2026-11-01", "2026-11", "Huur", "", "", None)),
        ("case_file", (key, case_number(10_000 + key), key, "2026-11-03", None, "anna", 1)),
        ("arrears_episode", (key, key, "2026-11-01", None, 1, None)),
        ("note", (key, key, 0, "Belt liever na vijven.", "anna", 1, None)),
        ("contact", (key, key, 0, "2026-10-02", "phone", "out", "tenant", 1, "morning",
                     language, 1, "Betaalt morgen.", "anna", 1, None)),
    ]  # fmt: skip
    for table, row in values:
        marks = ", ".join("?" * len(row))
        conn.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    conn.execute(
        "INSERT INTO standing (lease, as_of, stale, balance, arrears, since, missed_on,"
        " missed_cents, months_tenths, rent, next_due_on, paid_cents) VALUES"
        " (?, ?, 0, ?, ?, '2026-11-01', '2026-11-01', ?, 10, 61240, '2026-12-01', 0)",
        (key, TODAY.isoformat(), 61_240, 61_240, 61_240),
    )
    _due(conn, key, surname, language)
    conn.execute(
        "INSERT INTO lease_search (rowid, names, reference, address, numbers)"
        " VALUES (?, ?, ?, ?, ?)",
        (key, fold(surname), f"L{key}", address, case_number(10_000 + key)),
    )


def _due(conn: Connection, key: int, surname: str, language: str) -> None:
    since = TODAY - timedelta(days=key % 5)
    action, claim, because = ACTIONS[key % len(ACTIONS)]
    facts = {"due_on": "2026-11-01", "open_cents": 61_240, "day_on": "2026-11-03"}
    conn.execute(
        "INSERT INTO due (id, case_file, lease, claim, action, rank, since, because, facts, rule,"
        " source, next, lead, for_login, team, interpreter, whom, tenant, language,"
        " call_do_not_write, arrears, months_tenths, adults, children)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'R03', 'source.own_practice', ?, 1, 'anna', ?, ?,"
        " 'tenant', ?, ?, ?, ?, ?, 2, ?)",
        (
            key, key, key, claim, action, 1 + key % 3, since.isoformat(),
            because, json.dumps(facts), json.dumps(["first_call.next", {}]),
            "noord", key % 7 == 0, f"M. {surname}", language, key % 3 == 0,
            61_240 + key, 10, key % 4,
        ),
    )  # fmt: skip


def _agreed(conn: Connection, case: int, cases: int) -> None:
    """An agreement of every kind; the second chance stood still, is unsigned and has a rung."""
    for place, (kind, state) in enumerate(KINDS):
        key = place * cases + case
        conn.execute(
            "INSERT INTO agreement (id, case_file, kind, reference, made_on, start_on, partner,"
            " partner_person, terms, signed_on, signed_by, by)"
            " VALUES (?, ?, ?, '', '2026-08-01', '2026-08-01', 'Stadsbank', 'P. Pot', '{}', ?, ?,"
            " 'anna')",
            (key, case, kind, "2026-08-01" if place else None, "de huurder" if place else ""),
        )
        conn.execute(
            "INSERT INTO agreement_state (agreement, state, on_day, why, paper, by)"
            " VALUES (?, ?, '2026-08-01', '', '', 'anna')",
            (key, state),
        )
        conn.execute(
            "INSERT INTO condition (id, agreement, clause, duty, text, rule, first_on, cents,"
            " last_cents, evidence, grace_days, weight, consequence, judge, fixed)"
            " VALUES (?, ?, 'own', 'tenant', 'Komt op gesprek.', 'FREQ=MONTHLY;COUNT=4',"
            " '2026-09-07', 0, 0, 'attendance', 0, 'major', '', 'person', 0)",
            (key, key),
        )
    conn.execute(
        "INSERT INTO suspension (id, agreement, since, until, kind, why, by)"
        " VALUES (?, ?, '2026-08-10', '2026-08-16', 'hospital', 'Opname.', 'anna')",
        (case, case),
    )
    conn.execute(
        "INSERT INTO ladder_step (id, agreement, rung, on_day, cure_until, text, by, second)"
        " VALUES (?, ?, 'yellow_card', '2026-10-30', '2026-11-13', 'Kom voortaan.', 'anna', '')",
        (case, case),
    )
    conn.execute(
        "INSERT INTO judgement (id, condition, original_on, verdict, on_day, evidence, reference,"
        " why, by) VALUES (?, ?, '2026-09-07', 'missed', '2026-09-15', 'attendance', 'Lijst', '',"
        " 'anna')",
        (case, case),
    )
    conn.execute(
        "INSERT INTO referral (id, case_file, on_day, kind, partner, text, warm, reply_by, answer,"
        " by) VALUES (?, ?, '2026-10-20', 'credit_bank', 'Stadsbank', '', 0, '2026-11-10', '',"
        " 'anna')",
        (case, case),
    )
    conn.execute(
        "INSERT INTO appointment (id, case_file, made_on, kind, on_day, text, by)"
        " VALUES (?, ?, '2026-10-20', 'budget_talk', '2026-11-05', '', 'anna')",
        (case, case),
    )
