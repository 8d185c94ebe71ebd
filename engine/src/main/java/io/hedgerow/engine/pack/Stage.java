package io.hedgerow.engine.pack;

/** How far a rule, model or bank has come on its way to having effect. */
public sealed interface Stage {

  /** Not evaluated. */
  record Draft() implements Stage {}

  /** Evaluated and recorded, without effect. */
  record Shadow() implements Stage {}

  /**
   * Has effect for a share of actors, recorded for all.
   *
   * @param percent 1 to 99; the same actors whenever the percentage is the same, and a superset of
   *     them when it rises
   */
  record Canary(int percent) implements Stage {
    public Canary {
      if (percent < 1 || percent > 99) {
        throw new IllegalArgumentException("canary must be 1% to 99%, was " + percent + "%");
      }
    }
  }

  /** Has effect for everyone. */
  record Live() implements Stage {}

  /** Kept for the record, not evaluated. */
  record Retired() implements Stage {}

  Stage DRAFT = new Draft();
  Stage SHADOW = new Shadow();
  Stage LIVE = new Live();
  Stage RETIRED = new Retired();

  /** As written in packs: {@code canary 5%}. */
  default String word() {
    return switch (this) {
      case Draft _ -> "draft";
      case Shadow _ -> "shadow";
      case Canary(int percent) -> "canary " + percent + "%";
      case Live _ -> "live";
      case Retired _ -> "retired";
    };
  }

  /** True when rules of this stage are evaluated at all. */
  default boolean evaluated() {
    return switch (this) {
      case Shadow _, Canary _, Live _ -> true;
      case Draft _, Retired _ -> false;
    };
  }
}
