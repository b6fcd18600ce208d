"""What people bring along from another installation: shown with its origin, never counted as done here."""
