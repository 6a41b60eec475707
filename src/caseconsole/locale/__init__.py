"""Words: messages become Dutch or English sentences.

The sentences are written in `texts/*.toml`, both languages side by side;
`python -m caseconsole.locale.compile` makes `nl.po`, `en.po` and the `.mo` files that are loaded.
"""

from caseconsole.locale.speech import Speaker, speaker

__all__ = ["Speaker", "speaker"]
