package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.pack.PackArgument;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.starter.Starters;
import io.hedgerow.server.judge.PolicyWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a policy before any label. */
final class PolicyTexts {
  private PolicyTexts() {}

  /**
   * The text of a policy: from a pack where one is named, otherwise what comes with the program.
   *
   * @throws CommandFailure if the pack has no such policy
   */
  static Optional<PolicyText> find(Optional<Path> pack, String id) {
    if (pack.isEmpty()) {
      return Starters.findPolicy(id);
    }
    Map<String, Policy> policies = PackArgument.load(pack.get()).pack().policies();
    Policy policy = policies.get(id);
    if (policy == null) {
      throw new CommandFailure(
          "%s has no policy `%s`; valid: %s"
              .formatted(pack.get(), id, String.join(", ", policies.keySet())));
    }
    return Optional.of(PolicyWords.of(policy));
  }

  /** Heads of other tasks that the encoder understands. */
  static List<LinearHead> directions(Encoder encoder) {
    return Starters.directionsFor(encoder.identity().sha256());
  }
}
