"""Who is who: which bodies and documents of different letters are one, as judgements with reasons; a person's judgement wins."""
