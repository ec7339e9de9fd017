"""`python -m credaudit`."""

from credaudit.cli import main

if __name__ == "__main__":
    main()
