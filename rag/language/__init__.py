"""What Chinese reports and questions have in common; knows no file and no index."""
