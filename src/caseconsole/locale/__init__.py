"""Words: messages become Dutch or English sentences.

The sentences are written in `texts/*.toml`, both languages side by side;
`python -m caseconsole.locale.compile` makes `nl.po`, `en.po` and the `.mo` files that are loaded.
"""

from caseconsole.locale.speech import LANGUAGES, Speaker, speaker

__all__ = ["LANGUAGES", "Speaker", "speaker"]
