"""What a read lets in of the texts that a store holds."""

import json

from caseconsole.domain.text import CUT_MARK, NOTE_LIMIT
from caseconsole.store.read.values import document, texts
from caseconsole.store.sqlite import Store

LONG = "x" * 1_000_000


def test_a_text_that_got_past_the_door_is_read_up_to_the_limit(store: Store) -> None:
    (row,) = texts(store.conn, "SELECT 1, ?, NULL, ?", (LONG, "kort"))
    assert (row[0], row[2], row[3]) == (1, None, "kort")
    assert len(row[1]) == NOTE_LIMIT
    assert row[1].endswith(CUT_MARK)


def test_one_long_text_among_many_rows_is_found(store: Store) -> None:
    rows = texts(store.conn, "SELECT key, value FROM json_each(?)", (json.dumps(["a", LONG]),))
    assert rows[0] == (0, "a")
    assert len(rows[1][1]) == NOTE_LIMIT


def test_a_text_within_the_limit_is_read_whole(store: Store) -> None:
    whole = "x" * NOTE_LIMIT
    assert texts(store.conn, "SELECT ?", (whole,)) == [(whole,)]


def test_the_texts_within_json_are_read_up_to_the_limit() -> None:
    found = document(json.dumps({"a": [LONG, 1], "b": "kort"}))
    assert len(found["a"][0]) == NOTE_LIMIT
    assert (found["a"][1], found["b"]) == (1, "kort")
