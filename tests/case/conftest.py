"""Reading with the small vocabulary, and expecting problems."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest
from case_vocabulary import VOCABULARY

from magnesia.case import Case, CaseError, Problem, read_case
