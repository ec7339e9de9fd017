"""Speed and agreement of credaudit, measured with public tools on public data: `python -m benchmarks`."""
