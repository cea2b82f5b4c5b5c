"""The summary and the drawn tree as PDF or PNG. The only module that imports typst, when it is first needed."""

from __future__ import annotations
