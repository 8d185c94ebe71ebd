package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.pack.Stage;

/** Says for whom a stage has effect. */
final class Rollout {
  private Rollout() {}

  /** Whether a rule has effect: it and every score and match that it names. */
  static boolean isEffective(CompiledRule rule, String key) {
    return isEffective(rule.rule().stage(), rule.rule().id(), key)
        && rule.costly().stream().allMatch(s -> isEffective(s.stage(), s.name(), key));
  }

  /**
   * A canary's actors are chosen by a hash of rule and actor: the same ones every time, more of
   * them when the percentage rises, others for another rule.
   */
  static boolean isEffective(Stage stage, String rule, String key) {
    return switch (stage) {
      case Stage.Live _ -> true;
      case Stage.Canary(int percent) ->
          Long.remainderUnsigned(KeyHash.of(rule + "\n" + key), 100) < percent;
      case Stage.Draft _, Stage.Shadow _, Stage.Retired _ -> false;
    };
  }
}
