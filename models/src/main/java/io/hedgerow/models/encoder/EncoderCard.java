package io.hedgerow.models.encoder;

import io.hedgerow.models.store.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has to be said of an encoder that is not in the catalogue: {@code card.json} in its folder.
 *
 * @param name as commands take it: small letters, digits and hyphens
 * @param purpose one line for people
 * @param licence of the weights, as an SPDX expression
 * @param pooling how token vectors become one; a property of how the encoder was trained
 * @param innerLayers names of inner results to pool beside the last one; may be empty
 * @param maximumTokens where a text is cut, at most 512
 * @param lowerCase whether the model is an uncased one; asked only of a plain vocabulary
 * @param files SHA-256 of each file by name; empty in the card that people write
 */
public record EncoderCard(
    String name,
    String purpose,
    String licence,
    Pooling pooling,
    List<String> innerLayers,
    int maximumTokens,
    boolean lowerCase,
    Map<String, String> files) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST_TOKENS = 512;
  private static final JsonMapper JSON = new JsonMapper();

  public EncoderCard {
    innerLayers = List.copyOf(innerLayers);
    files = Map.copyOf(files);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "`name` must be small letters, digits and hyphens, at most 40, was `" + name + "`");
    }
    if (maximumTokens < 2 || maximumTokens > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "`maximum_tokens` must be in [2, %d], was %d".formatted(MOST_TOKENS, maximumTokens));
    }
    if (licence.isBlank()) {
      throw new IllegalArgumentException("`licence` must be there: whose weights are these?");
    }
  }

  /**
   * Reads a card.
   *
   * @param where the file, for messages
   * @throws IllegalArgumentException if it is not JSON, or says something that cannot be
   */
  public static EncoderCard read(String where, byte[] content) {
    try {
      return card(JSON.readTree(content));
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          where + " is not JSON: " + broken.getOriginalMessage(), broken);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(where + ": " + wrong.getMessage(), wrong);
    }
  }

  private static EncoderCard card(JsonNode root) {
    Map<String, String> files = new LinkedHashMap<>();
    root.path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
    List<String> layers = new ArrayList<>();
    root.path("inner_layers").forEach(layer -> layers.add(layer.asString()));
    return new EncoderCard(
        root.path("name").asString(""),
        root.path("purpose").asString("text encoder"),
        root.path("licence").asString(""),
        pooling(root.path("pooling").asString("mean")),
        layers,
        root.path("maximum_tokens").asInt(Encoders.MAXIMUM_TOKENS),
        root.path("lower_case").asBoolean(true),
        files);
  }

  private static Pooling pooling(String word) {
    return switch (word) {
      case "mean" -> Pooling.MEAN;
      case "first" -> Pooling.FIRST;
      default ->
          throw new IllegalArgumentException("`pooling` must be mean or first, was `" + word + "`");
    };
  }

  /** The card as it is kept, with what each file must hash to. */
  byte[] write(Map<String, byte[]> contents) {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", name);
    root.put("purpose", purpose);
    root.put("licence", licence);
    root.put("pooling", pooling.name().toLowerCase(Locale.ROOT));
    innerLayers.forEach(root.putArray("inner_layers")::add);
    root.put("maximum_tokens", maximumTokens);
    root.put("lower_case", lowerCase);
    ObjectNode hashes = root.putObject("files");
    contents.forEach((file, content) -> hashes.put(file, Sha256.of(content)));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
