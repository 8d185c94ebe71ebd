package io.hedgerow.server.pack;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the stage of one rule in a pack's files, and nothing else of their text. */
final class StageEdit {
  private StageEdit() {}

  /**
   * The files with that rule in that stage; empty when no file has the rule with a stage of its
   * own.
   *
   * @param stage as packs write it
   */
  static Optional<Map<String, byte[]>> of(Map<String, byte[]> files, String rule, String stage) {
    Pattern entry =
        Pattern.compile(
            "(?ms)^(- id:[ \\t]*"
                + Pattern.quote(rule)
                + "[ \\t]*$(?:(?!^- ).)*?^[ \\t]+stage:[ \\t]*)[^\\n#]*");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("rules/")) {
        Matcher found = entry.matcher(new String(file.getValue(), StandardCharsets.UTF_8));
        if (found.find()) {
          String changed = found.replaceFirst("$1" + Matcher.quoteReplacement(stage));
          Map<String, byte[]> all = new TreeMap<>(files);
          all.put(file.getKey(), changed.getBytes(StandardCharsets.UTF_8));
          return Optional.of(all);
        }
      }
    }
    return Optional.empty();
  }
}
