"""What an accreditation body lists as accredited."""
