"""The demo: an invented association, its files, and the work of its past days."""

from caseconsole.intake.demo.build import build_demo

__all__ = ["build_demo"]
