"""值班：who is on duty and when. The rosters' solver is pure (`rota`)."""
