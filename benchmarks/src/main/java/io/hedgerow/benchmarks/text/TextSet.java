package io.hedgerow.benchmarks.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A set of labelled texts as {@code shared/data/text} holds them; repeats of an earlier text are
 * left out.
 *
 * @param name such as {@code hatecheck}
 */
record TextSet(String name, List<Row> rows) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One text.
   *
   * @param labels numeric labels; an absent one is unknown
   * @param meta what else is known, as text
   */
  record Row(String id, String text, Map<String, Integer> labels, Map<String, String> meta) {}

  static TextSet read(Path folder, String name) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Row row = row(JSON.readTree(line));
        if (!row.meta().getOrDefault("dup", "0").equals("1")) {
          rows.add(row);
        }
      }
    }
    return new TextSet(name, rows);
  }

  private static Row row(JsonNode node) {
    Map<String, Integer> labels = new HashMap<>();
    node.path("labels")
        .properties()
        .forEach(label -> {
          if (label.getValue().isNumber()) {
            labels.put(label.getKey(), label.getValue().asInt());
          }
        });
    Map<String, String> meta = new HashMap<>();
    node.path("meta")
        .properties()
        .forEach(each ->
            meta.put(
                each.getKey(),
                each.getValue().isValueNode()
                    ? each.getValue().asString()
                    : each.getValue().toString()));
    return new Row(node.path("id").asString(), node.path("text").asString(), labels, meta);
  }
}
