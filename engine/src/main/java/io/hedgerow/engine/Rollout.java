package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.Stage;
import java.util.function.Supplier;

/** Says for whom a stage has effect. */
final class Rollout {
  private Rollout() {}

  /** Whether a rule has effect: it and every score and match that it names. */
  static boolean isEffective(CompiledRule rule, Supplier<String> key) {
    if (!isEffective(rule.rule().stage(), rule.rule().id(), key)) {
      return false;
    }
    for (SignalDefinition costly : rule.costly()) {
      if (!isEffective(costly.stage(), costly.name(), key)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A canary's actors are chosen by a hash of rule and actor: the same ones every time, more of
   * them when the percentage rises, others for another rule.
   *
   * @param key of the actor, asked for only where it matters
   */
  static boolean isEffective(Stage stage, String rule, Supplier<String> key) {
    return switch (stage) {
      case Stage.Live _ -> true;
      case Stage.Canary(int percent) ->
          Long.remainderUnsigned(KeyHash.of(rule + "\n" + key.get()), 100) < percent;
      case Stage.Draft _, Stage.Shadow _, Stage.Retired _ -> false;
    };
  }
}
