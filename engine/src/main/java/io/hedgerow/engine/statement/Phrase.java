package io.hedgerow.engine.statement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sentence that every language of a pack has to have, and what may stand in its braces. The first
 * ones make up a statement and are kept with it; those from {@link #WHAT} on are the words of the
 * page around it.
 */
public enum Phrase {
  TITLE("thing", "Thing", "entity", "date"),
  /** Added to what happened when it ends by itself. */
  UNTIL("until"),
  /** Added to what happened when it does not. */
  OPEN_ENDED(),
  POLICY("policy"),
  /** Added to the policy when several breaches together led to it. */
  STRIKES("policy"),
  FACTS("facts"),
  MACHINE_DECIDED(),
  MACHINE_FOUND(),
  REPORT_FOUND(),
  PERSON_FOUND(),
  /** How to object. */
  OBJECT("ends"),
  /** Instead of it, when the restriction is itself the answer to an objection. */
  FINAL(),

  WHAT(),
  WHICH_POLICY(),
  WHICH_FACTS(),
  WHO(),
  POLICY_TEXT(),
  OBJECTION(),
  WHY(),
  SEND(),
  YOURS(),
  WAITS("due"),
  UPHELD(),
  OVERTURNED(),
  MODIFIED(),
  TOO_LATE("ends");

  private final Set<String> names;

  Phrase(String... names) {
    this.names = Set.of(names);
  }

  /** As it is called in a pack. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What may stand in its braces. */
  public Set<String> names() {
    return names;
  }

  /** All keys. */
  public static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    Arrays.stream(values()).map(Phrase::key).forEach(keys::add);
    return keys;
  }
}
