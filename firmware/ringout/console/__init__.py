"""The line protocol on USB: requests, their operations, the service behind them."""
