package io.hedgerow.models.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what describes a tokenizer: {@code tokenizer.json}, or a plain list of pieces. */
public final class TokenizerFile {
  private static final JsonMapper JSON = new JsonMapper();

  private TokenizerFile() {}

  /**
   * Reads the reference tokenizer's JSON.
   *
   * @throws IllegalArgumentException if it is not JSON, or describes another kind of tokenizer
   */
  public static WordPiece readJson(byte[] content) {
    JsonNode root = parse(content);
    JsonNode model = root.path("model");
    if (!model.path("type").asString("").equals("WordPiece")) {
      throw new IllegalArgumentException(
          "tokenizer.json: `model.type` must be WordPiece, was `"
              + model.path("type").asString("absent")
              + "`");
    }
    boolean lowerCase = root.path("normalizer").path("lowercase").asBoolean(true);
    return new WordPiece(new Vocabulary(pieces(model.path("vocab"))), new Characters(lowerCase));
  }

  /**
   * Reads a list of pieces, one a line, in the order of their ids.
   *
   * @param lowerCase whether the model is an uncased one
   */
  public static WordPiece readList(byte[] content, boolean lowerCase) {
    List<String> pieces = new String(content, StandardCharsets.UTF_8).lines().toList();
    return new WordPiece(new Vocabulary(pieces), new Characters(lowerCase));
  }

  private static JsonNode parse(byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          "tokenizer.json is not JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  private static List<String> pieces(JsonNode vocabulary) {
    String[] pieces = new String[vocabulary.size()];
    for (Map.Entry<String, JsonNode> piece : vocabulary.properties()) {
      int id = piece.getValue().asInt(-1);
      if (id < 0 || id >= pieces.length) {
        throw new IllegalArgumentException(
            "tokenizer.json: id of `%s` must be in [0, %d), was %s"
                .formatted(piece.getKey(), pieces.length, piece.getValue()));
      }
      pieces[id] = piece.getKey();
    }
    int gap = Arrays.asList(pieces).indexOf(null);
    if (gap >= 0) {
      throw new IllegalArgumentException("tokenizer.json: no piece has id " + gap);
    }
    return new ArrayList<>(Arrays.asList(pieces));
  }
}
