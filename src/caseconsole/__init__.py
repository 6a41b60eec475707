"""caseconsole: the terminal console for caseworkers who keep people housed."""

__version__ = "0.1.0"
