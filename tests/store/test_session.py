"""What a session keeps for itself, and what is known of the association."""

from caseconsole.store import read, session
from caseconsole.store.sqlite import Store
from tests.store.build import TODAY, change, due_case


def test_a_draft_is_one_for_each_place_and_case(store: Store) -> None:
    key = due_case(store)
    with store.transaction():
        for case in (None, key):
            session.keep_draft(store, "anna", "note", case, {"text": "begon"}, 1)
            session.keep_draft(store, "anna", "note", case, {"text": "begonnen"}, 2)
        session.keep_draft(store, "bram", "note", key, {"text": "x"}, 3)
    drafts = read.drafts(store.conn, "anna")
    assert [(draft.case, draft.body["text"]) for draft in drafts] == [
        (key, "begonnen"), (None, "begonnen"),
    ]  # fmt: skip
    assert drafts[0].number == read.number_of(store.conn, key)
    with store.transaction():
        session.drop_draft(store, "anna", "note", None)
        session.drop_draft(store, "anna", "note", key)
    assert read.drafts(store.conn, "anna") == []
    assert len(read.drafts(store.conn, "bram")) == 1


def test_who_is_in_a_file_is_seen_by_others_only_and_not_for_ever(store: Store) -> None:
    key = due_case(store)
    with store.transaction():
        session.enter(store, "anna", "s1", key, 5)
        session.enter(store, "bram", "s2", key, 6)
    assert read.present(store.conn, key) == [("anna", 5), ("bram", 6)]
    assert read.case_view(store.conn, key, TODAY, "anna").present == (("bram", 6),)
    with store.transaction():
        session.leave(store, "bram", "s2")
        session.enter(store, "carla", "s3", key, session.LEFT_BEHIND_MS + 6)
    assert [login for login, _ in read.present(store.conn, key)] == ["carla"]


def test_what_a_person_chose_is_kept(store: Store) -> None:
    with store.transaction():
        session.choose(store, "anna", "lang", "nl")
        session.choose(store, "anna", "lang", "en")
    assert read.preferences(store.conn, "anna") == {"lang": "en"}
    assert read.preferences(store.conn, "bram") == {}


def test_the_association_and_its_people_are_read(store: Store) -> None:
    with change(store) as writer:
        writer.insert(
            "caseworker", login="emre", name="Emre", languages="tr nl", team="noord",
            role="caseworker", until="2026-12-31",
        )  # fmt: skip
        writer.insert(
            "ledger_file", sha256="x", name="n", lines=1, complete_through="2026-11-02", read_at=1
        )
    assert read.association(store.conn).demo_day == TODAY
    (emre,) = read.staff(store.conn)
    assert emre == read.caseworker(store.conn, "emre")
    assert emre.languages == ("tr", "nl")
    assert read.caseworker(store.conn, "nobody") is None
    through = read.complete_through(store.conn)
    assert through is not None
    assert through.isoformat() == "2026-11-02"
    assert read.day_run(store.conn, TODAY) is None
