"""The catalogue of wirings put through the complete simulated measurement: every fault that the
cable grammar knows, what the firmware says about it, and the manual's tables made from that."""
