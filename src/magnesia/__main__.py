"""``python -m magnesia``."""

from magnesia.cli import main

if __name__ == "__main__":
    main()
