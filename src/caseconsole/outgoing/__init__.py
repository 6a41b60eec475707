"""Letters, reports and exports."""
