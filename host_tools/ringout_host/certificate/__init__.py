"""Certificates and lot sheets: what a customer gets beside the cable, as PDF or HTML."""
