package io.hedgerow.engine.event;

/**
 * Names one thing that can be labelled: an account, a pin, a board, a link domain. Written {@code
 * kind:id}; the id may itself contain colons, the kind may not.
 */
public record EntityId(String kind, String id) implements Comparable<EntityId> {

  /** The longest id accepted, in UTF-16 units; longer ones are hostile or a mistake. */
  public static final int MAX_LENGTH = 512;

  public EntityId {
    if (!isKind(kind)) {
      throw new IllegalArgumentException(
          "entity kind must be lower-case letters, digits, `_` or `-`, was `" + kind + "`");
    }
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "entity id must have 1 to " + MAX_LENGTH + " characters, had " + id.length());
    }
    if (!isPrintable(id)) {
      throw new IllegalArgumentException(
          "entity id must have no control characters and no unpaired surrogates");
    }
  }

  /**
   * Reads {@code kind:id}.
   *
   * @throws IllegalArgumentException when there is no colon, or a part is out of range
   */
  public static EntityId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("entity must be written `kind:id`, was `" + text + "`");
    }
    return new EntityId(text.substring(0, colon), text.substring(colon + 1));
  }

  /** True when the text could be the id of an entity. */
  public static boolean isId(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH && isPrintable(text);
  }

  /** Databases refuse NUL and halves of characters; a log line must stay one line. */
  private static boolean isPrintable(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c >= ' ' && c <= '~') {
        continue;
      }
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < id.length()
                && Character.isLowSurrogate(id.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isKind(String kind) {
    for (int i = 0; i < kind.length(); i++) {
      char c = kind.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !kind.isEmpty() && kind.length() <= 40;
  }

  @Override
  public int compareTo(EntityId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return kind + ":" + id;
  }
}
