package io.hedgerow.engine.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What the parser says, without what only a reader of its source code can use. */
final class JsonComplaint {
  private static final Pattern INSIDE = Pattern.compile(" \\(start marker at \\[Source:.*\\]\\)");
  private static final Pattern NOT_A_NUMBER =
      Pattern.compile("Non-standard token '([^']*)': enable .*");

  private JsonComplaint() {}

  static String of(JacksonException failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    Matcher number = NOT_A_NUMBER.matcher(message);
    if (number.matches()) {
      return "`" + number.group(1) + "` is no JSON; leave the member out when there is no number";
    }
    return INSIDE.matcher(message).replaceAll("");
  }
}
