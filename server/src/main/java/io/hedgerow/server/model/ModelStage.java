package io.hedgerow.server.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far a registered model has come; it climbs step by step and may fall back at any time. */
public enum ModelStage {
  /** Measured, and nothing more. */
  CANDIDATE,
  /** Scores every text beside what answers, and is compared with it; no effect. */
  SHADOW,
  /** Answers for a share of texts. */
  CANARY,
  /** Answers for all texts. */
  LIVE,
  /** Was taken out of service. */
  RETIRED;

  /** As stored and as the API says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(ModelStage::word).toList();
  }

  public static Optional<ModelStage> find(String word) {
    return Arrays.stream(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }

  /** Whether its score decides anything. */
  public boolean hasEffect() {
    return switch (this) {
      case CANARY, LIVE -> true;
      case CANDIDATE, SHADOW, RETIRED -> false;
    };
  }

  /** Whether a model that stands here may be moved there; a retired one begins again in shadow. */
  boolean mayBecome(ModelStage next) {
    return switch (next) {
      case CANDIDATE -> false;
      case SHADOW -> true;
      case CANARY -> this == SHADOW || this == CANARY || this == LIVE;
      case LIVE -> this == CANARY || this == LIVE;
      case RETIRED -> this != RETIRED;
    };
  }

  /** Where it must stand before it may become this. */
  String before() {
    return switch (this) {
      case CANDIDATE -> "a model is a candidate only when it is registered";
      case SHADOW, RETIRED -> "it is that already";
      case CANARY -> "it must be in shadow first";
      case LIVE -> "it must be a canary first";
    };
  }
}
