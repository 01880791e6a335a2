"""The cross-encoder: one pair (passage, claim) in, three label scores out."""

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

LABELS = ["supported", "refuted", "not-enough-evidence"]


class CrossEncoder(nn.Module):
    """An encoder over both texts with a small head that sees the first token, the means of both texts and how they differ."""

    def __init__(self, encoder):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.hidden = nn.Linear(4 * width, width)
        self.label = nn.Linear(width, len(LABELS))

    @classmethod
    def of(cls, folder):
        """With the weights that lie in `folder`, without dropout: it is costly on a CPU, and the epochs are few."""
        config = AutoConfig.from_pretrained(folder)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        return cls(AutoModel.from_pretrained(folder, config=config, dtype=torch.float32, add_pooling_layer=False))

    def freeze(self, layers):
        """Keeps the embeddings and the lowest `layers` layers as they are: they know words, not what follows from what."""
        frozen = [self.encoder.embeddings, self.encoder.encoder.relative_attention_bias, *self.encoder.encoder.layer[:layers]]
        for module in frozen:
            module.requires_grad_(False)

    def forward(self, input_ids, attention_mask, claims):
        """`claims` is 1 for the tokens of the claim, which the encoder itself is not told."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        passage, claim = mean(states, attention_mask - claims), mean(states, claims)
        joined = torch.cat([states[:, 0], passage, claim, (passage - claim).abs()], dim=-1)
        return self.label(torch.tanh(self.hidden(joined)))


def mean(states, mask):
    mask = mask.to(states.dtype)
    total = (states * mask.unsqueeze(-1)).sum(1)
    return total / mask.sum(1, keepdim=True).clamp(min=1)
