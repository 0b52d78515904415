"""The parts of the test run: each has run(bin_dir), which gives a (name, None or what is wrong) for each test."""
import os

UPDATE = os.environ.get("UPDATE") == "1"
