package io.hedgerow.engine.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every name that a condition on one event type can read, each with a slot: its place in a {@link
 * Scope}. Lists of the pack are no names, as they do not change from event to event. Immutable.
 */
public final class Names {
  /** Roots whose members are found by asking, and recorded in the decision. */
  static final Set<String> SIGNALS = Set.of("counter", "score", "match");

  /** No names at all. */
  public static final Names NONE = new Names(List.of());

  private final List<Name> all;
  private final Source[] sources;
  private final Map<String, Name> byText;
  private final List<Name> signals;

  /** How a value is kept: numbers unboxed, everything else as an object. */
  public enum Storage {
    BOOL,
    INT,
    DOUBLE,
    TEXT,
    OBJECT;

    /** How values of a CEL type are kept. */
    public static Storage of(CelType type) {
      if (type.equals(SimpleType.BOOL)) {
        return BOOL;
      }
      if (type.equals(SimpleType.INT)) {
        return INT;
      }
      if (type.equals(SimpleType.DOUBLE)) {
        return DOUBLE;
      }
      return type.equals(SimpleType.STRING) ? TEXT : OBJECT;
    }

    /** True when values are kept as 64-bit numbers. */
    public boolean numeric() {
      return this == BOOL || this == INT || this == DOUBLE;
    }
  }

  /** Where the value of a name comes from. */
  enum Source {
    EVENT,
    ACTOR,
    SUBJECT,
    SIGNAL;

    private static Source of(String root) {
      return switch (root) {
        case "event" -> EVENT;
        case "actor" -> ACTOR;
        case "subject" -> SUBJECT;
        default -> SIGNAL;
      };
    }
  }

  /**
   * A name such as {@code event.link}.
   *
   * @param root {@code event}, {@code actor}, {@code subject}, {@code counter}, {@code score} or
   *     {@code match}
   * @param text as conditions write it
   * @param field which of the type's fields, or of the actor's, it is; {@link #DERIVED} for others
   * @param slot its place in a scope
   * @param missing what comes of a condition that needs it when it is absent
   */
  public record Name(
      String root,
      String member,
      String text,
      int field,
      int slot,
      Storage storage,
      Outcome.Missing missing) {
    /** It is not a declared field. */
    static final int DERIVED = -1;

    /** True for what is recorded in the decision when it was read. */
    public boolean signal() {
      return SIGNALS.contains(root);
    }

    /** True for signals that cost: scores of models and matches of banks. */
    public boolean costly() {
      return root.equals("score") || root.equals("match");
    }
  }

  private Names(List<Name> all) {
    this.all = List.copyOf(all);
    this.sources = all.stream().map(name -> Source.of(name.root())).toArray(Source[]::new);
    Map<String, Name> map = new HashMap<>();
    all.forEach(name -> map.put(name.text(), name));
    this.byText = Map.copyOf(map);
    this.signals =
        all.stream().filter(Name::signal).sorted(Comparator.comparing(Name::text)).toList();
  }

  /** The names of an event type in a pack. */
  public static Names of(Pack pack, EventType type) {
    return of(new Vocabulary(pack, type));
  }

  static Names of(Vocabulary vocabulary) {
    List<Name> names = new ArrayList<>();
    vocabulary
        .variables()
        .forEach((root, struct) -> {
          if (!root.equals("list")) {
            struct
                .fieldNames()
                .forEach(member -> {
                  Storage storage =
                      struct
                          .findField(member)
                          .map(f -> Storage.of(f.type()))
                          .orElse(Storage.OBJECT);
                  String text = root + "." + member;
                  names.add(
                      new Name(
                          root,
                          member,
                          text,
                          vocabulary.field(root, member),
                          names.size(),
                          storage,
                          new Outcome.Missing(text)));
                });
          }
        });
    return new Names(names);
  }

  /** How many slots the names take; slots are 0 to one below. */
  public int size() {
    return all.size();
  }

  /** Where the value of the name with this slot comes from. */
  Source source(int slot) {
    return sources[slot];
  }

  public Name at(int slot) {
    return all.get(slot);
  }

  /** The name written so; null when it is none of this event type. */
  public @Nullable Name find(String text) {
    return byText.get(text);
  }

  /** Those that are recorded in decisions, in the order of their texts. */
  List<Name> signals() {
    return signals;
  }

  /** All of them, by slot. */
  public List<Name> all() {
    return all;
  }
}
