package io.hedgerow.server.scoring;

import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.Set;

/**
 * Which networks a pack needs for pictures. A score whose input is an {@code image} field asks what
 * kind of picture it is when its name begins with {@value #PREFIX}, or what a head learned from
 * pictures says when there is one of its name; any other score asks what the words in the picture
 * say.
 */
public record PictureNeeds(boolean kinds, boolean words) {
  /** How scores of kinds of picture begin: {@code nsfw_porn}. */
  public static final String PREFIX = "nsfw_";

  private static final String FIELD = "event.";

  /**
   * What the pack's evaluated scores ask for.
   *
   * @param heads names for which a head was learned from pictures
   */
  public static PictureNeeds of(Pack pack, Set<String> heads) {
    boolean kinds = false;
    boolean words = false;
    for (SignalDefinition signal : pack.signals().values()) {
      if (signal.kind() == SignalDefinition.Kind.SCORE
          && signal.stage().evaluated()
          && readsPicture(pack, signal)) {
        boolean kind = signal.name().startsWith(PREFIX) || heads.contains(signal.name());
        kinds |= kind;
        words |= !kind;
      }
    }
    return new PictureNeeds(kinds, words);
  }

  private static boolean readsPicture(Pack pack, SignalDefinition signal) {
    String input = signal.input();
    String name = input.startsWith(FIELD) ? input.substring(FIELD.length()) : input;
    return pack.eventTypes().values().stream()
        .flatMap(type -> type.fields().stream())
        .anyMatch(field -> field.name().equals(name) && field.type() == FieldType.IMAGE);
  }
}
