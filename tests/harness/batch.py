"""ilex batch under attack: killed at random, out of disk, fed with poison. `make check` takes the short forms; tests/batch/*.py by
hand take longer ones."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "batch"))


def run(bin_dir):
    import disk
    import kill
    import poison
    ilex = os.path.join(bin_dir, "ilex")
    for name, test in (("kill", lambda: kill.run(ilex, 10, 12)), ("disk", lambda: disk.run(ilex)),
                       ("poison", lambda: poison.run(ilex, os.path.join(bin_dir, "ilex-poison"), 60))):
        try:
            test()
            yield f"tests/batch/{name}.py", None
        except (AssertionError, OSError) as fault:
            yield f"tests/batch/{name}.py", str(fault) or repr(fault)
