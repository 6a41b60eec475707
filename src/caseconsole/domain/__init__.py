"""What a case file is: values, arithmetic, rights; no I/O, no clock."""
