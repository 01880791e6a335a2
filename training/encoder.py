"""The cross-encoder: one text pair in; label scores, answered words and relatedness out."""

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

LABELS = ["supported", "refuted", "not-enough-evidence"]


class CrossEncoder(nn.Module):
    """An encoder over (passage, claim) with three small heads.

    `logits` sees the first token, the means of both texts and how they differ; `answered` says of each
    token how surely the passage answers it; `similarity` is the cosine of the two means, taught to
    tell a passage that speaks of the claim's matter from one that does not.
    """

    def __init__(self, encoder):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(4 * width, width)
        self.label = nn.Linear(width, len(LABELS))
        self.answered = nn.Linear(width, 1)
        self.relatedness = nn.Parameter(torch.tensor([8.0, -4.0]))  # scale and bias of the cosine

    @classmethod
    def of(cls, folder, dropout=0.1):
        """With the weights that lie in `folder`."""
        config = AutoConfig.from_pretrained(folder)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
        return cls(AutoModel.from_pretrained(folder, config=config, dtype=torch.float32, add_pooling_layer=False))

    def forward(self, input_ids, attention_mask, token_type_ids):
        """`token_type_ids` is 1 for the claim; encoders without such an embedding are not told it."""
        known = {"input_ids": input_ids, "attention_mask": attention_mask}
        if getattr(self.encoder.config, "type_vocab_size", 0) > 1:
            known["token_type_ids"] = token_type_ids
        states = self.encoder(**known).last_hidden_state
        mask = attention_mask.to(states.dtype)
        claims = mask * token_type_ids.to(states.dtype)
        passage, claim = mean(states, mask - claims), mean(states, claims)
        joined = torch.cat([states[:, 0], passage, claim, (passage - claim).abs()], dim=-1)
        logits = self.label(self.dropout(torch.tanh(self.hidden(self.dropout(joined)))))
        norm = (passage.square().sum(-1) * claim.square().sum(-1) + 1e-6).sqrt()
        similarity = (passage * claim).sum(-1) / norm
        return logits, self.answered(states).squeeze(-1), similarity


def mean(states, mask):
    total = (states * mask.unsqueeze(-1)).sum(1)
    return total / mask.sum(1, keepdim=True).clamp(min=1)
