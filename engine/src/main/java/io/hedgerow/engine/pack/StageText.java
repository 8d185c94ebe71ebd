package io.hedgerow.engine.pack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a stage as packs write it: {@code shadow}, {@code canary 5%}. */
public final class StageText {
  private static final Pattern CANARY = Pattern.compile("canary ([1-9][0-9]?)%");

  private StageText() {}

  /** Empty when the text is no stage. */
  public static Optional<Stage> parse(String text) {
    Matcher canary = CANARY.matcher(text);
    if (canary.matches()) {
      return Optional.of(new Stage.Canary(Integer.parseInt(canary.group(1))));
    }
    return switch (text) {
      case "draft" -> Optional.of(Stage.DRAFT);
      case "shadow" -> Optional.of(Stage.SHADOW);
      case "live" -> Optional.of(Stage.LIVE);
      case "retired" -> Optional.of(Stage.RETIRED);
      default -> Optional.empty();
    };
  }

  /** What names no stage is shadow: recorded, without effect. */
  static Stage read(Fields fields, String key) {
    Optional<String> text = fields.optionalText(key);
    Optional<Stage> stage = text.flatMap(StageText::parse);
    if (text.isPresent() && stage.isEmpty()) {
      fields.error(
          key,
          "`" + text.get() + "` is no stage",
          "valid: draft, shadow, canary 5% (1% to 99%), live, retired");
    }
    return stage.orElse(Stage.SHADOW);
  }
}
