"""What magnesium does: the answers of organs to what the body holds. Nothing flows back; what does is in ``body``."""

from magnesia.effects.assembly import answering_body, effect_records, model_answering, plausible_answers

__all__ = ["answering_body", "effect_records", "model_answering", "plausible_answers"]
