package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Lines;
import io.hedgerow.models.classifier.LabelledText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One text as it comes in.
 *
 * @param id as given, or the line's number
 * @param groups of people the text is about, for slices
 */
record TextLine(String id, LabelledText labelled, Set<String> groups) {
  static final JsonMapper JSON = new JsonMapper();

  String text() {
    return labelled.text();
  }

  /**
   * Reads all lines.
   *
   * @throws CommandFailure naming file and line of the first that is wrong
   */
  static List<TextLine> readAll(List<Path> files, InputStream standardInput) throws IOException {
    List<TextLine> all = new ArrayList<>();
    Lines.read(files, standardInput, (file, number, line) -> all.add(read(file, number, line)));
    return all;
  }

  static TextLine read(String file, long number, String line) {
    String where = file + ":" + number + ": ";
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException broken) {
      throw new CommandFailure(where + "not JSON: " + broken.getOriginalMessage());
    }
    if (!node.path("text").isString()) {
      throw new CommandFailure(where + "`text` must be a string");
    }
    String id = node.path("id").isValueNode() ? node.path("id").asString() : "" + number;
    return new TextLine(
        id,
        new LabelledText(
            node.path("text").asString(), labels(where, node.path("labels")), origin(where, node)),
        groups(node.path("groups")));
  }

  /** What the text shares with others; a number will do. */
  private static String origin(String where, JsonNode node) {
    JsonNode origin = node.path("origin");
    if (origin.isMissingNode() || origin.isNull()) {
      return "";
    }
    if (!origin.isString() && !origin.isNumber()) {
      throw new CommandFailure(
          where + "`origin` must be a string or a number, such as an author's, was " + origin);
    }
    return origin.asString();
  }

  private static Set<String> groups(JsonNode node) {
    Set<String> groups = new TreeSet<>();
    node.forEach(group -> groups.add(group.asString()));
    return groups;
  }

  private static Map<String, Boolean> labels(String where, JsonNode node) {
    Map<String, Boolean> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> label : node.properties()) {
      JsonNode value = label.getValue();
      if (value.isBoolean()) {
        labels.put(label.getKey(), value.asBoolean());
      } else if (value.isNumber() && (value.asDouble() == 0 || value.asDouble() == 1)) {
        labels.put(label.getKey(), value.asDouble() == 1);
      } else if (!value.isNull()) {
        throw new CommandFailure(
            where
                + "label `"
                + label.getKey()
                + "` must be true, false, 1, 0 or null for unknown, was "
                + value);
      }
    }
    return labels;
  }
}
