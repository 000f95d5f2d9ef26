"""Loaded by pytest before Django reads its settings: tests have settings, and a data folder, of their own.

Every process gets another folder, so two runs (and two workers of one run) never meet.
"""

import atexit
import os
import shutil
import tempfile

os.environ["PALABRE_MODE"] = "test"
os.environ["PALABRE_DATA"] = tempfile.mkdtemp(prefix="palabre-tests-")
atexit.register(shutil.rmtree, os.environ["PALABRE_DATA"], ignore_errors=True)
