package io.hedgerow.server.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A source of labels and the policy they are about.
 *
 * @param kind RULE, HASH, MODEL or LLM
 * @param name the rule, bank or model
 */
public record SourceId(String kind, String name, String policy) implements Comparable<SourceId> {
  static SourceId of(ResultSet row) throws SQLException {
    return new SourceId(row.getString("kind"), row.getString("source"), row.getString("policy"));
  }

  /** The kind as the API and screens write it. */
  public String kindWord() {
    return kind.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(SourceId other) {
    int byKind = kind.compareTo(other.kind);
    int byName = byKind != 0 ? byKind : name.compareTo(other.name);
    return byName != 0 ? byName : policy.compareTo(other.policy);
  }
}
