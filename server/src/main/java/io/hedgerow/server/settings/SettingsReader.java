package io.hedgerow.server.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads typed values, naming the key, the value and what would fit when one does not. */
record SettingsReader(Map<String, String> properties) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  String text(Setting setting) {
    return properties.getOrDefault(setting.key(), setting.defaultText()).strip();
  }

  Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isEmpty());
  }

  String required(Setting setting, Setting because) {
    return optional(setting)
        .orElseThrow(() ->
            new SettingsRefused("`" + setting.key() + "` is needed with `" + because.key() + "`"));
  }

  int integer(Setting setting, int least, int most) {
    String text = text(setting);
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // the refusal below names the range
    }
    throw refused(setting, "a whole number from " + least + " to " + most);
  }

  boolean truth(Setting setting) {
    return switch (text(setting)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(setting, "true or false");
    };
  }

  Duration duration(Setting setting) {
    Matcher matcher = DURATION.matcher(text(setting));
    if (!matcher.matches()) {
      throw refused(setting, "a duration such as 500ms, 30s, 5m, 8h or 5d");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  Optional<URI> address(Setting setting) {
    return optional(setting)
        .map(text -> {
          try {
            URI address = URI.create(text);
            if (address.getHost() != null && text.startsWith("http")) {
              return address;
            }
          } catch (IllegalArgumentException _) {
            // the refusal below shows the form
          }
          throw refused(setting, "an address that starts with http:// or https://");
        });
  }

  <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    String text = text(setting);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            refused(
                setting,
                "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
  }

  private SettingsRefused refused(Setting setting, String wanted) {
    return new SettingsRefused(
        "`" + setting.key() + "` must be " + wanted + ", was `" + text(setting) + "`");
  }
}
