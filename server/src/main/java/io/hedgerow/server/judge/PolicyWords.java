package io.hedgerow.server.judge;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.models.policy.PolicyText;
import java.util.Arrays;

/** A pack's policy as models read it. */
public final class PolicyWords {
  private PolicyWords() {}

  /** Its title, its text by sentences, and its examples. */
  public static PolicyText of(Policy policy) {
    return new PolicyText(
        policy.id(),
        policy.title(),
        Arrays.stream(policy.text().split("(?<=[.!?])\\s+"))
            .map(String::strip)
            .filter(sentence -> !sentence.isEmpty())
            .toList(),
        policy.covers(),
        policy.excludes());
  }
}
